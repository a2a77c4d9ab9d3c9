namespace MultiVenueMargin.Venues.Links;

/// <summary>What kind of failure it was. In order of precedence where several could be named.</summary>
public enum VenueErrorKind
{
    Unspecified = 0,

    /// <summary>No connection, a timeout, a venue in maintenance: nothing was said.</summary>
    Transport = 1,

    /// <summary>Who we are was not believed, or is believed no longer.</summary>
    Auth = 2,

    /// <summary>Asked too often.</summary>
    RateLimit = 3,

    /// <summary>Understood, and refused.</summary>
    Refused = 4,

    /// <summary>Something was said that we do not understand.</summary>
    Unparsable = 5,
}

/// <summary>Whether doing the same again can help, and after what.</summary>
public enum RetryAdvice
{
    /// <summary>The same request gets the same answer: a person or a change is needed.</summary>
    Never = 0,

    /// <summary>After a pause.</summary>
    Later = 1,

    /// <summary>After logging in anew.</summary>
    AfterLogin = 2,

    /// <summary>After a snapshot: what was held of the venue cannot be continued.</summary>
    AfterResync = 3,
}

/// <summary>Why nothing came of a message or a request. Whatever was known before stays, with its age.</summary>
/// <param name="Code">The venue's own code; empty where there is none.</param>
/// <param name="Text">For a reader; holds no secret and no payload.</param>
public sealed record VenueError(VenueErrorKind Kind, RetryAdvice Retry, string Code, string Text)
{
    public static VenueError Unparsable(string text) => new(VenueErrorKind.Unparsable, RetryAdvice.AfterResync, string.Empty, text);
}
