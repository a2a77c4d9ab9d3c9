namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>Who wants to see the figures of an account.</summary>
internal enum FigureInterest
{
    /// <summary>Nobody: they are found anew from time to time, and whenever something is decided.</summary>
    None = 0,

    /// <summary>Whoever reads those of all: they come when there is nothing more urgent.</summary>
    Any,

    /// <summary>Somebody who named it: they come with every look.</summary>
    Named,
}
