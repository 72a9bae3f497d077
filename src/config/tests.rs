//! Table tests of the whole room.
