//! How much work a computation may do.

/// A budget of counted operations, and a way to be told to stop.
pub struct Work<'a> {
    left: u64,
    ask: u64,
    stopped: bool,
    stop: &'a dyn Fn() -> bool,
}

/// Between two questions to `stop`, about this many operations are done (a few milliseconds).
const BETWEEN: u64 = 1 << 20;

impl<'a> Work<'a> {
    /// As many operations (roughly: multiplications of machine integers), unless `stop` says so earlier.
    pub fn new(operations: u64, stop: &'a dyn Fn() -> bool) -> Work<'a> {
        Work { left: operations, ask: BETWEEN, stopped: stop(), stop }
    }

    /// Takes from the budget; `None` when it is used up or `stop` said so.
    pub fn spend(&mut self, operations: u64) -> Option<()> {
        if self.ask <= operations {
            self.stopped = self.stopped || (self.stop)();
            self.ask = BETWEEN;
        } else {
            self.ask -= operations;
        }
        if self.stopped || self.left < operations {
            self.left = 0;
            return None;
        }
        self.left -= operations;
        Some(())
    }

    /// What is left of the budget.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Works with a part of the budget; what that part leaves is given back.
    pub fn with_part<T>(&mut self, operations: u64, f: impl FnOnce(&mut Work<'a>) -> T) -> T {
        let part = operations.min(self.left);
        let mut inner = Work { left: part, ask: self.ask, stopped: self.stopped, stop: self.stop };
        let out = f(&mut inner);
        self.left -= part - inner.left.min(part);
        self.ask = inner.ask;
        self.stopped = inner.stopped;
        out
    }
}
