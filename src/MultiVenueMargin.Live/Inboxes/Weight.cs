using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>
/// About how many bytes of memory something keeps while it waits: what grows with its content is counted, the rest is a round figure. It is
/// taken before anything is checked, on the sender's thread, so that it bears whatever stands there, nothing included.
/// </summary>
internal static class Weight
{
    /// <summary>The request itself, who waits for its answer, and a command of fixed size.</summary>
    public const long Request = 512;

    private const long Frame = 128;
    private const long Fact = 160;
    private const long Character = sizeof(char);
    private const long Quote = 256;
    private const long Instrument = 512;
    private const long Route = 256;

    // A rule set of a few hundred assets and locations; registers take few.
    private const long RuleSet = 256 * 1_024;

    public static long Of(AccountInput input) => Request + input switch
    {
        FeedInput { Frames: { } frames } => Of(frames),
        CommandInput { Command: OpenAccount { Policy: { } policy } } => Of(policy),
        CommandInput { Command: ChangePolicy { Policy: { } policy } } => Of(policy),
        _ => 0,
    };

    /// <summary>Facts that it brings.</summary>
    public static int LinesOf(AccountInput input) => input is FeedInput { Frames: { } frames } ? LinesOf(frames) : 0;

    public static long Of(RegisterCommand command) => Request + command switch
    {
        ListInstruments { Instruments: { } instruments } => instruments.Count * Instrument,
        DraftRuleSet => RuleSet,
        _ => 0,
    };

    public static long Of(MarketBatch batch) =>
        Request + (((batch?.Prices?.Count ?? 0L) + (batch?.Marks?.Count ?? 0) + (batch?.Units?.Count ?? 0) + (batch?.Correlations?.Count ?? 0)) * Quote);

    private static int LinesOf(IReadOnlyList<FeedFrame?> frames)
    {
        var lines = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            lines += frames[i]?.Facts?.Count ?? 0;
        }

        return lines;
    }

    private static long Of(IReadOnlyList<FeedFrame?> frames)
    {
        var weight = 0L;
        for (var i = 0; i < frames.Count; i++)
        {
            weight += Of(frames[i]);
        }

        return weight;
    }

    private static long Of(AccountPolicy policy) => policy.Routes is { } routes ? routes.Count * Route : 0;

    private static long Of(FeedFrame? frame)
    {
        if (frame is null)
        {
            return 0;
        }

        var weight = Frame + ((frame.Trouble?.Length ?? 0) * Character);
        if (frame.Facts is { } facts)
        {
            for (var i = 0; i < facts.Count; i++)
            {
                // The names of instruments and assets are shared or short; what a sender writes freely is as long as it likes until it is checked.
                weight += Fact + ((facts[i] switch
                {
                    OrderFact { Order: { } order } => order.Length,
                    MovementFact { Reference: { } reference } => reference.Length,
                    _ => 0,
                }) * Character);
            }
        }

        return weight;
    }
}
