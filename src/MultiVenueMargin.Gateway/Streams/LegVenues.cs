using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// Which venue a request to an executor goes to, for readers of one venue: only the request itself says it, its later events do not. What is not remembered is
/// looked up in the account; what is not to be found there either is shown, for an executor had better hear too much.
/// </summary>
internal sealed class LegVenues(IMarginPlatform platform, LocationId venue)
{
    // Far beyond what is open at one venue at a time; then it is looked up again.
    private const int Remembered = 10_000;

    private readonly Dictionary<DecisionId, LocationId> _known = [];

    public void Learn(DecisionId request, LocationId at)
    {
        if (_known.Count == Remembered)
        {
            _known.Clear();
        }

        _known[request] = at;
    }

    public async ValueTask<bool> ConcernsAsync(JournalItem item, CancellationToken cancellation)
    {
        switch (item.Record)
        {
            case LegRequested requested:
                Learn(requested.Request, requested.Leg.Venue);
                return requested.Leg.Venue == venue;
            case LegAccepted accepted:
                return await IsHereAsync(accepted.Request, cancellation).ConfigureAwait(false);
            case LegFilled filled:
                return await IsHereAsync(filled.Request, cancellation).ConfigureAwait(false);
            case LegEnded ended:
                var isHere = await IsHereAsync(ended.Request, cancellation).ConfigureAwait(false);
                _known.Remove(ended.Request);
                return isHere;
            default:
                return false;
        }
    }

    private async ValueTask<bool> IsHereAsync(DecisionId request, CancellationToken cancellation)
    {
        if (!_known.ContainsKey(request) && await platform.AccountAsync(request.Account, cancellation).ConfigureAwait(false) is { } view)
        {
            foreach (var leg in view.Liquidations.SelectMany(liquidation => liquidation.Legs))
            {
                Learn(leg.Request, leg.Leg.Venue);
            }
        }

        return !_known.TryGetValue(request, out var at) || at == venue;
    }
}
