//! Keys and salts of the example, derived from their names.
//!
//! They protect nothing: whoever knows a name has the key. A real writer draws both at random and keeps the key.

use crate::season::Season;
use std::collections::BTreeMap;
use std::error::Error;
use terroir::digest::Suite;
use terroir::proof::key::SigningKey;

const PURPOSE: &[u8] = b"terroir farm_to_table, a key that protects nothing: ";

fn seed(name: &str) -> [u8; 32] {
    Suite::Sha256.hash(&[PURPOSE, name.as_bytes()])
}

/// Every key of the example, by name.
pub(crate) struct Keys(BTreeMap<String, SigningKey>);

impl Keys {
    /// The keys of everyone who takes part, of the log, its witnesses and the roots.
    ///
    /// # Errors
    /// A name that no key may bear.
    pub(crate) fn of(season: &Season) -> Result<Self, Box<dyn Error>> {
        let writers = season.parties.iter().flat_map(|party| &party.keys).map(|key| &key.name);
        let mut keys = BTreeMap::new();
        for name in writers.chain(&season.roots.names).chain([&season.log.name]) {
            keys.insert(name.clone(), SigningKey::from_seed(name, &seed(name))?);
        }
        for name in &season.witnesses.names {
            keys.insert(name.clone(), SigningKey::witness_from_seed(name, &seed(name))?);
        }
        Ok(Self(keys))
    }

    /// The key of that name.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn get(&self, name: &str) -> Result<&SigningKey, Box<dyn Error>> {
        self.0.get(name).ok_or_else(|| format!("no key `{name}`").into())
    }

    /// Its id.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn id(&self, name: &str) -> Result<String, Box<dyn Error>> {
        Ok(self.get(name)?.vkey().id().to_string())
    }
}

/// A salt for the disclosure of `name` at some place: never the same for two places.
pub(crate) fn salt(place: &str, name: &str) -> [u8; 16] {
    let hash =
        Suite::Sha256.hash(&[b"terroir farm_to_table, a salt: ", place.as_bytes(), b"\n", name.as_bytes()]);
    let mut salt = [0; 16];
    salt.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
    salt
}
