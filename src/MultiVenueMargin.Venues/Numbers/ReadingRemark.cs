namespace MultiVenueMargin.Venues.Numbers;

/// <summary>What is to be said of a message that was read all the same.</summary>
public enum RemarkKind
{
    Unspecified = 0,

    /// <summary>A number had more digits than can be held; they were given up in the careful direction.</summary>
    Rounded = 1,

    /// <summary>The venue says something under a name that this adapter does not know. It may matter: a person should look.</summary>
    UnknownField = 2,

    /// <summary>Something that bears on the margin could not be put in our words and is not in the updates.</summary>
    LeftOut = 3,

    /// <summary>Two figures of one message that should be the same are not; the careful one was taken.</summary>
    Contradiction = 4,
}

/// <summary>A remark on one field of one message, by its path in the venue's spelling.</summary>
public sealed record ReadingRemark(RemarkKind Kind, string Field, string Text);
