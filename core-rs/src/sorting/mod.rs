//! In which order the waiting jobs of a queue group are treated (R4.4).

mod fifo;

pub use fifo::fifo;
