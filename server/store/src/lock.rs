//! One server for one data directory: the live news of an assessment, the throwing away of unfinished
//! uploads and the pace of sign-ins all rest on it. Commands such as `backup` need no lock.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::{Result, StoreError};
use crate::open::make_private_directory;

/// Held by the server for as long as it runs. The system lets go of it when the process ends, in
/// whatever way.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// Takes the data directory, making it when it isn't there.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another server has it.
    pub fn take(data: &Path) -> Result<Self> {
        make_private_directory(data)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(data.join("plumbline.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(data.to_path_buf())),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_taken_once_and_free_again_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        let held = DataLock::take(dir.path()).unwrap();
        let refused = DataLock::take(dir.path()).unwrap_err();
        assert!(matches!(refused, StoreError::InUse(_)), "{refused:?}");
        drop(held);
        DataLock::take(dir.path()).unwrap();
    }
}
