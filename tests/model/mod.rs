//! The slow, obvious version of each clever part.
