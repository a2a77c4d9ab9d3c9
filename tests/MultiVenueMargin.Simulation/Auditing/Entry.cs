using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>A durable record as the journal gives it, with the bytes that it is stored as.</summary>
/// <param name="Commit">Where its commit lies in its partition: records of one commit share it.</param>
internal sealed record Entry(StreamId Stream, long Version, long Commit, DateTimeOffset At, string Bytes, JournalRecord Record);
