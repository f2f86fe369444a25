//! The conformance data, module by module.

mod base;
mod codes;
<<<<<<< HEAD
mod events;
=======
mod faces;
>>>>>>> 4545576 (Run one vector format through every face; schemas, header, typed JavaScript, npm package and C archive)
mod formats;
mod gs1;
mod hash;
mod json;
mod own;
mod proof;
mod vocabulary;
