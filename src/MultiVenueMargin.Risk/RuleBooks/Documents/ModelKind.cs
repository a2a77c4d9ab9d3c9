namespace MultiVenueMargin.Risk.RuleBooks.Documents;

/// <summary>What a model is, and so whether a book could lie there.</summary>
public enum ModelKind
{
    Unspecified = 0,

    /// <summary>A venue's own rules for accounts there.</summary>
    Venue = 1,

    /// <summary>Rules of clearing houses and brokers.</summary>
    Clearing = 2,

    /// <summary>Rules of lending protocols: they take collateral and no positions.</summary>
    Lending = 3,

    /// <summary>A way of measuring, of nobody in particular.</summary>
    Method = 4,
}
