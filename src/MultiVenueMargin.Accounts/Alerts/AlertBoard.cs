using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Alerts;

/// <summary>Which of the client's thresholds are crossed.</summary>
internal sealed class AlertBoard
{
    private const int LongestName = 64;

    private readonly SortedSet<string> _raised = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyList<string> Raised => [.. _raised];

    /// <summary>The same without a copy.</summary>
    public IReadOnlyCollection<string> Names => _raised;

    public bool IsRaised(string name) => _raised.Contains(name);

    public static AlertBoard ReadFrom(CanonicalReader reader)
    {
        var board = new AlertBoard();
        board._raised.UnionWith(reader.List(Limits.Alerts, static each => each.String(LongestName)));
        return board;
    }

    public void WriteTo(CanonicalWriter writer) =>
        writer.List(Raised, Limits.Alerts, static (each, name) => each.String(name, LongestName));

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record)
    {
        switch (record)
        {
            case AlertRaised raised:
                _raised.Add(raised.Name);
                return true;
            case AlertCleared cleared:
                _raised.Remove(cleared.Name);
                return true;
            default:
                return false;
        }
    }
}
