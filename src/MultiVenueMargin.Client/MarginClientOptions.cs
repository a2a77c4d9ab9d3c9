using System.Net.Security;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace MultiVenueMargin.Client;

/// <summary>How a client connects, how long it waits, and how often it tries.</summary>
public sealed record MarginClientOptions
{
    /// <summary>Deadlines, delays and budgets run on it.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Another one in every process: clients that lost one server must not all come back at one moment. The same seed draws the same delays.</summary>
    public required int JitterSeed { get; init; }

    /// <summary>
    /// How long one attempt of a call with one answer may take, unless the caller states a deadline, which then stands for all attempts. 10 s: an answer
    /// that needs a commit takes milliseconds, and whoever waits longer would rather know. Stress and explanations may want more.
    /// </summary>
    public TimeSpan CallWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long <see cref="MarginClient.EvaluateAsync"/> waits in all. 25 s: the 20 s that a door gives an evaluation before it says that it takes too long, and some
    /// for the way.
    /// </summary>
    public TimeSpan EvaluateWithin { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How often a call is tried in all. 6: with the delays below some three seconds, a restart of one process behind a balancer.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long a call is tried in all. 30 s: three attempts that each ran into their deadline.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Before the second attempt, give or take; it doubles from there. 100 ms: longer than a broken connection takes to be made again.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Between attempts at most. 10 s: streams try for ever, and nobody is to wait long once the server is back.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Who asks: metadata for the door, such as <c>authorization</c>. Called for every attempt and every connection, so that a token that was renewed is
    /// the one that is sent. Over plain http only to this machine.
    /// </summary>
    public Func<Metadata>? Principal { get; init; }

    /// <summary>For https: whom to trust and which certificate to show. The machine's own trust where absent.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>After so long without a frame the server is pinged. 15 s: a stream whose server vanished is then noticed within half a minute.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long it has to answer the ping.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest message, either way. 64 MiB: the longest that a door sends, a record of the journal with a whole snapshot in it.</summary>
    public int MessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Messages of a stream that came without a cursor and wait for one, at most (see <see cref="MarginClient.WatchMarginCallsAsync"/>). 100 000: the first
    /// picture of more accounts than one door serves.
    /// </summary>
    public int HeldMessages { get; init; } = 100_000;

    /// <summary>Told of every attempt that failed and is made again, so that somebody can notice: streams go on for ever otherwise. Must not throw.</summary>
    public Action<Interruption>? Interrupted { get; init; }

    /// <summary>
    /// Stands between this client and its connection: sees every attempt of every call, with what goes along with it, and how it ends. To show or measure
    /// them; what it changes the client does not know of.
    /// </summary>
    public Interceptor? Tracing { get; init; }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Clock);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CallWithin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(EvaluateWithin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestDelay, FirstDelay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LongestDelay, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MessageBytes, 64 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeldMessages, 1);
    }
}
