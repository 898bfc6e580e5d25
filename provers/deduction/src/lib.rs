//! deduction
