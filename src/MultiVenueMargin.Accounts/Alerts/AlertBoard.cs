namespace MultiVenueMargin.Accounts.Alerts;

/// <summary>Which of the client's thresholds are crossed.</summary>
internal sealed class AlertBoard
{
    private readonly SortedSet<string> _raised = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyList<string> Raised => [.. _raised];

    public bool IsRaised(string name) => _raised.Contains(name);

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
