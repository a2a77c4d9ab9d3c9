namespace MultiVenueMargin.Journal.Segments;

/// <summary>The end of what is durable: where the next group would go, and the number of its first frame.</summary>
internal readonly record struct LogEnd(Location Place, long NextSequence);
