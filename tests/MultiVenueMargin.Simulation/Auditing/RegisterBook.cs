using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>Registers and markets by their records: who has which venue account, what the fund has, how slices are numbered.</summary>
internal sealed class RegisterBook(Sometimes sometimes)
{
    private readonly Dictionary<VenueAccountId, AccountId> _claims = [];
    private readonly HashSet<(StreamId, RequestId)> _requests = [];
    private readonly Dictionary<StreamId, (long Epoch, long Number)> _slices = [];
    private readonly Dictionary<DecisionId, (decimal Asked, decimal Granted, bool IsConfirmed)> _draws = [];
    private decimal _money;

    public AccountId? HolderOf(VenueAccountId id) => _claims.TryGetValue(id, out var account) ? account : null;

    /// <summary>What the fund granted for a deficit; absent where it was not asked.</summary>
    public decimal? GrantedFor(DecisionId deficit) => _draws.TryGetValue(deficit, out var draw) ? draw.Granted : null;

    public bool IsConfirmed(DecisionId deficit) => _draws.TryGetValue(deficit, out var draw) && draw.IsConfirmed;

    public void Take(Entry entry)
    {
        switch (entry.Record)
        {
            case RegisterAnswered it:
                Unless(_requests.Add((entry.Stream, it.Request)), $"{entry.Stream} carried {it.Request} out twice.");
                break;
            case VenueAccountClaimed it:
                Unless(_claims.TryAdd(it.VenueAccount, it.Account), $"{it.VenueAccount} is claimed twice.");
                break;
            case VenueAccountReleased it:
                Unless(_claims.Remove(it.VenueAccount), $"{it.VenueAccount} is given up and was nobody's.");
                break;
            case FundContributed it:
                _money += it.Amount.Amount;
                break;
            case DrawReserved it:
                Unless(it.Granted.Amount >= 0 && it.Granted.Amount == Math.Min(it.Asked.Amount, _money), $"The fund has {_money}, is asked for {it.Asked} and grants {it.Granted}.");
                Unless(_draws.TryAdd(it.Deficit, (it.Asked.Amount, it.Granted.Amount, false)), $"{it.Deficit} is drawn for twice.");
                _money -= it.Granted.Amount;
                sometimes.Seen("fund: reserved");
                break;
            case DrawConfirmed it:
                Unless(_draws.TryGetValue(it.Deficit, out var draw) && !draw.IsConfirmed, $"{it.Deficit} is confirmed and is {draw}.");
                _draws[it.Deficit] = draw with { IsConfirmed = true };
                break;
            case LossAllocated it:
                Unless(it.Shares.Values.Sum(share => share.Amount) == it.Amount.Amount, $"{it.Amount} for {it.Deficit} is allocated in other shares.");
                Unless(it.Amount.Amount == _draws[it.Deficit].Asked - _draws[it.Deficit].Granted, $"{it.Amount} for {it.Deficit} is allocated; {_draws[it.Deficit]}.");
                break;
            case SlicePublished it:
                var before = _slices.GetValueOrDefault(entry.Stream);
                Unless(
                    (it.Epoch == before.Epoch && it.Number == before.Number + 1) || (it.Epoch > before.Epoch && it.Number == 1),
                    $"{entry.Stream} publishes {it.Epoch}/{it.Number} behind {before}.");
                _slices[entry.Stream] = (it.Epoch, it.Number);
                sometimes.Seen("market: published");
                break;
            default:
                break;
        }
    }
}
