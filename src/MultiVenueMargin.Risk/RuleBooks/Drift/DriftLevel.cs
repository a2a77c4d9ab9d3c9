namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>Which of Drift's three questions is asked.</summary>
public enum DriftLevel
{
    /// <summary>May it take on more?</summary>
    Initial = 0,

    /// <summary>May an order of it be filled? Midway between the other two.</summary>
    Fill = 1,

    /// <summary>May it be left alone?</summary>
    Maintenance = 2,
}
