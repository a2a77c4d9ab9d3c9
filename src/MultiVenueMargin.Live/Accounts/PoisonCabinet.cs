using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Inputs that could not be worked on, by what identifies them when they come again. After some attempts one is put aside: it is refused
/// without being tried, so that it cannot have the account read again for ever.
/// </summary>
internal sealed class PoisonCabinet(int limit)
{
    private readonly Dictionary<string, int> _attempts = [];
    private readonly Queue<string> _order = new();

    /// <summary>How often it could not be worked on; 0 for most.</summary>
    public int AttemptsOf(AccountInput input) => _attempts.Count == 0 ? 0 : _attempts.GetValueOrDefault(NameOf(input));

    /// <summary>It could not be worked on once more. The oldest gives way to the newest.</summary>
    public int Add(AccountInput input)
    {
        var name = NameOf(input);
        if (!_attempts.TryGetValue(name, out var attempts))
        {
            if (_attempts.Count == limit)
            {
                _attempts.Remove(_order.Dequeue());
            }

            _order.Enqueue(name);
        }

        return _attempts[name] = attempts + 1;
    }

    private static string NameOf(AccountInput input) => input switch
    {
        CommandInput command => $"command {command.Command.Request}",
        FeedInput { Frames: [var first, ..] } feed => $"feed {feed.Feed} {first.Epoch} {first.Sequence}",
        FeedInput feed => $"feed {feed.Feed}",
        ClaimInput claim => $"claim {claim.Feed} {claim.Pool}",
        ReleaseInput release => $"release {release.Feed}",
        FundInput fund => $"fund {fund.Deficit} {fund.IsSettled}",
        _ => input.GetType().Name,
    };
}
