using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Live.Audits;

/// <summary>
/// What of one account goes into the amount of a decision beside its evidence: what was paid on a call before it was amended, and what was
/// recorded as a deficit of a pool before the next one. Counted from the records, beside the account's own state.
/// </summary>
internal sealed class AmountsBefore
{
    private readonly Dictionary<DecisionId, Usd> _paid = [];
    private readonly Dictionary<PoolId, Usd> _claimed = [];

    public Usd PaidOn(DecisionId call) => _paid.GetValueOrDefault(call);

    public Usd ClaimedOf(PoolId pool) => _claimed.GetValueOrDefault(pool);

    public void Apply(AccountRecord record)
    {
        switch (record)
        {
            case CallPaid paid:
                _paid[paid.Call] = paid.Counted;
                break;
            case CallEnded ended:
                _paid.Remove(ended.Call);
                break;
            case DeficitRecorded deficit:
                _claimed[deficit.Pool] = ClaimedOf(deficit.Pool) + deficit.Amount;
                break;
            case MarginStateChanged { To: not MarginState.Unknown and < MarginState.Liquidating } better:
                _claimed.Remove(better.Pool);
                break;
            case PoolClosed closed:
                _claimed.Remove(closed.Pool);
                break;
            default:
                // Nothing else counts towards an amount.
                break;
        }
    }
}
