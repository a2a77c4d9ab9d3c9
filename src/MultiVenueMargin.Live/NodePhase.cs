namespace MultiVenueMargin.Live;

/// <summary>How far a process has come between its start and its end.</summary>
internal enum NodePhase
{
    ReadingRegisters = 0,
    ReadingAccounts = 1,
    Open = 2,
    Draining = 3,
    WritingDown = 4,
    Sealing = 5,
    Drained = 6,

    /// <summary>A loop threw, or the start found something that cannot be read: nothing is taken in or let out any more.</summary>
    Failed = 7,
}
