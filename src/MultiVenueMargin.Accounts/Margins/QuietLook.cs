using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Hot;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>
/// Whether a look at an account would decide nothing: the twin of <see cref="Assessment"/>, which it stands for whenever that is certain.
/// What lies within the bound of a threshold, and whatever is rare, is left to the report: liquidations, pools that are to be called or
/// liquidated, calls that may be met.
/// </summary>
internal static class QuietLook
{
    public static bool DecidesNothing(Account account, DateTimeOffset now, QuickFigures figures)
    {
        if (figures.IsEmpty || account.Liquidations.HasSomething)
        {
            return false;
        }

        for (var i = 0; i < figures.Pools.Length; i++)
        {
            if (!StaysAsItIs(account, now, figures, i))
            {
                return false;
            }
        }

        foreach (var pool in account.Margins.Pools)
        {
            // One that the book names no more holds nothing, and that has to have been noticed.
            if (figures.Find(pool) < 0 && account.Margins.Of(pool) != new RecordedState(MarginState.Healthy, MarginState.Healthy))
            {
                return false;
            }
        }

        foreach (var call in account.Calls.OpenCalls)
        {
            if (figures.Find(call.Pool) < 0)
            {
                return false;
            }
        }

        return AlertsStay(account, figures);
    }

    private static bool StaysAsItIs(Account account, DateTimeOffset now, QuickFigures figures, int number)
    {
        var pool = figures.Book.Pools[number];
        ref readonly var its = ref figures.Pools[number];
        var recorded = account.Margins.Of(pool);
        var prior = recorded.LastKnown;
        var call = account.Calls.FindOpen(pool);
        if (its.Gap != HotGap.None || its.Magnitude > (double)BookCheck.LargestValueUsd)
        {
            return false;
        }

        if (its.IsUnknown)
        {
            // Nothing is called for, ended or liquidated on what is not known; a deadline passes all the same.
            return recorded.State == MarginState.Unknown && call is null;
        }

        return figures.StateOf(number, prior, call is { IsExpired: true }) is { } state
            && recorded == new RecordedState(state, state)
            && (call is null ? state < MarginState.Call : state < MarginState.Liquidating && CallStays(account, call, now, figures, number));
    }

    /// <summary>It is not met, does not run out now, has nothing to count and asks for enough.</summary>
    private static bool CallStays(Account account, MarginCall call, DateTimeOffset now, QuickFigures figures, int number)
    {
        ref readonly var its = ref figures.Pools[number];
        var rules = figures.Market.Priced.Rules;
        if ((!call.IsExpired && now >= call.Deadline) || account.Calls.Flows.PendingOf(call.Pool).Count > 0)
        {
            return false;
        }

        var lacks = HotStates.IsBelow(its.Worst, rules.Calls.TargetRatio, its.Maintenance) == true
            || figures.StateOf(number, account.Margins.Of(call.Pool).LastKnown, callExpired: false) >= MarginState.Call;
        return lacks && AsksForEnough(account, call, its, rules);
    }

    /// <summary>What is asked for at most, against what is outstanding. In double: the comparison leaves more room than a conversion takes.</summary>
    private static bool AsksForEnough(Account account, MarginCall call, in HotFigures its, RuleSet rules)
    {
        var most = Math.Max(HotStates.ShortfallTo(rules.Calls.TargetRatio, its).Most, (double)rules.Calls.MinimumTransferUsd);
        var tolerated = (double)(call.Outstanding.Amount + (account.Policy.Calls.AmendAbove * call.Amount.Amount));
        return most < tolerated - (Math.Abs(tolerated) * 1e-12);
    }

    private static bool AlertsStay(Account account, QuickFigures figures)
    {
        var (board, thresholds) = (account.Alerts, account.Policy.Alerts);
        foreach (var name in board.Names)
        {
            if (!thresholds.Any(threshold => threshold.Name == name))
            {
                return false;
            }
        }

        foreach (var threshold in thresholds)
        {
            var isRaised = board.IsRaised(threshold.Name);
            if (figures.Find(threshold.Pool) is not (>= 0 and var number))
            {
                // A pool that is recorded and holds nothing is above every threshold; one that is not there has no alert.
                if (isRaised)
                {
                    return false;
                }

                continue;
            }

            ref readonly var its = ref figures.Pools[number];
            var stays = its.IsUnknown || (isRaised
                ? HotStates.IsBelow(its.Worst, threshold.ClearAt, its.Maintenance) == true
                : HotStates.IsBelow(its.Worst, threshold.Below, its.Maintenance) == false);
            if (!stays)
            {
                return false;
            }
        }

        return true;
    }
}
