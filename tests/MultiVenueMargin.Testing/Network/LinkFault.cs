namespace MultiVenueMargin.Testing.Network;

/// <summary>What may befall a connection between two machines. Up is from who connects to who listens.</summary>
public enum LinkFault
{
    /// <summary>Every piece comes late.</summary>
    Delay,

    /// <summary>A few bytes at a time.</summary>
    Trickle,

    /// <summary>Nothing goes up; what was sent waits, as lost packets do until they are sent again.</summary>
    StopUp,

    /// <summary>Nothing comes down; it waits.</summary>
    StopDown,

    /// <summary>A partition: nothing goes either way; it waits.</summary>
    StopBoth,

    /// <summary>Half open: what goes up is gone, ends and resets too, and who sent it is told nothing.</summary>
    LoseUp,

    /// <summary>Half open the other way.</summary>
    LoseDown,

    /// <summary>Both sides believe in a connection that is none.</summary>
    LoseBoth,

    /// <summary>Both sides are told of an orderly end.</summary>
    Finish,

    /// <summary>Both sides are reset.</summary>
    Reset,

    /// <summary>After some more bytes up, in the middle of whatever they are, both sides are reset.</summary>
    ResetInRequest,

    /// <summary>After some more bytes down both sides are reset: what was asked for is done, and its answer is cut off.</summary>
    ResetInAnswer,

    /// <summary>Both sides are reset, and nobody listens.</summary>
    Refuse,
}
