using System.Globalization;
using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Quarantine;

/// <summary>What could not be worked on since the account was opened: how much, and the last of it. All of it is in the journal.</summary>
internal sealed class QuarantineBook
{
    private const int LongestText = 4_096;

    public int Count { get; private set; }

    public string Last { get; private set; } = string.Empty;

    public IEnumerable<string> Notices => Count == 0
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{Count} inputs could not be worked on and were put aside, the last: {Last}")];

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record)
    {
        if (record is not InputQuarantined quarantined)
        {
            return false;
        }

        (Count, Last) = (Count + 1, quarantined.Input);
        return true;
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Int32(Count);
        writer.String(Last, LongestText);
    }

    public static QuarantineBook ReadFrom(CanonicalReader reader) => new() { Count = reader.Int32(), Last = reader.String(LongestText) };
}
