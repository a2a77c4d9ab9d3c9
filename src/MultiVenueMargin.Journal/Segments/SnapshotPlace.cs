using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>Where a snapshot lies.</summary>
internal readonly record struct SnapshotPlace(StreamId Stream, long Version, ChainHash Hash, int File, long Offset, int Length, uint Crc);
