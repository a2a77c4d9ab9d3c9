namespace MultiVenueMargin.Journal;

/// <summary>What was read is not what was written. Says where; nothing of it is handed out.</summary>
public sealed class CorruptJournalException(string message) : Exception(message);
