namespace MultiVenueMargin.Journal.Postgres;

/// <summary>A database in which nothing that is acknowledged would be safe, or which another release wrote. Says which and why.</summary>
public sealed class UnfitDatabaseException(string message) : Exception(message);
