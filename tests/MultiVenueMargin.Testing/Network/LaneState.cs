namespace MultiVenueMargin.Testing.Network;

/// <summary>What happens to bytes that go one way.</summary>
internal sealed record LaneState
{
    public static readonly LaneState Sound = new();

    public bool IsStopped { get; init; }

    public bool IsLosing { get; init; }

    public bool IsPassing => !IsStopped && !IsLosing;

    public TimeSpan Delay { get; init; }

    /// <summary>How many bytes go at once at most.</summary>
    public int Piece { get; init; } = int.MaxValue;

    /// <summary>A connection is reset after so many more; absent: never.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Up and down under a fault.</summary>
    public static (LaneState Up, LaneState Down) Of(LinkFault fault, int bytes)
    {
        var stopped = Sound with { IsStopped = true };
        var losing = Sound with { IsLosing = true };
        var late = Sound with { Delay = TimeSpan.FromMilliseconds(40) };
        var slow = Sound with { Piece = 61, Delay = TimeSpan.FromMilliseconds(5) };
        return fault switch
        {
            LinkFault.Delay => (late, late),
            LinkFault.Trickle => (slow, slow),
            LinkFault.StopUp => (stopped, Sound),
            LinkFault.StopDown => (Sound, stopped),
            LinkFault.StopBoth => (stopped, stopped),
            LinkFault.LoseUp => (losing, Sound),
            LinkFault.LoseDown => (Sound, losing),
            LinkFault.LoseBoth => (losing, losing),
            LinkFault.ResetInRequest => (Sound with { CutAfter = bytes }, Sound),
            LinkFault.ResetInAnswer => (Sound, Sound with { CutAfter = bytes }),
            _ => (Sound, Sound),
        };
    }
}
