namespace MultiVenueMargin.Risk.Tests.Coverage;

/// <summary>How a path's returns fall.</summary>
public enum PriceLaw
{
    /// <summary>Independent and normal.</summary>
    Normal = 0,

    /// <summary>Independent, with tails of five degrees of freedom.</summary>
    StudentT,

    /// <summary>Calm and wild times follow one another.</summary>
    Clustered,
}
