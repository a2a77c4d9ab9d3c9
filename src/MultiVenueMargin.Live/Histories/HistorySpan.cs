using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Histories;

/// <summary>A part of an account's past, both ends included. A commit is never divided: it is in when a part of it is.</summary>
/// <param name="From">Absent: from the beginning.</param>
/// <param name="To">Absent: to the end.</param>
public sealed record HistorySpan(HistoryPoint? From, HistoryPoint? To)
{
    /// <summary>Whether something of the account comes before the span.</summary>
    public bool IsBefore(JournalEntry own) => From is { } from && (from.At is { } at ? own.At < at : own.LastVersion < from.Version);

    /// <summary>Whether something of the account comes after the span.</summary>
    public bool IsAfter(JournalEntry own) => To is { } to && (to.At is { } at ? own.At > at : own.FirstVersion > to.Version);
}
