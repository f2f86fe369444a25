//! A list of an answer whose items are made one by one while it is written.

use core::cell::Cell;
use serde::{Serialize, Serializer, ser::SerializeSeq as _};

/// What makes the items: it hands each to whoever writes it.
type Maker<'t, T> = dyn Fn(&mut dyn FnMut(T)) + 't;

/// The list of what its maker hands out.
pub(super) struct Each<'t, T>(pub(super) &'t Maker<'t, T>);

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let failed = Cell::new(None);
        (self.0)(&mut |item| {
            if let Some(error) = failed.take().or_else(|| list.serialize_element(&item).err()) {
                failed.set(Some(error));
            }
        });
        failed.into_inner().map_or_else(|| list.end(), Err)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Each<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        alloc::vec::Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        alloc::vec::Vec::<T>::json_schema(generator)
    }
}
