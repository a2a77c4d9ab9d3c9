using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>One account at rest, held against its records.</summary>
internal static class Comparison
{
    /// <summary>What it owns, owes and has ordered.</summary>
    public static void OfBook(AccountBook account, Book book, DateTimeOffset now)
    {
        // Lines that differ in nothing may be added up or not: what counts is how much there is of what, and how old.
        Same(
            "balances",
            account.HoldingsAt(now).GroupBy(each => (each.Pool, each.Feed.Location, each.Asset, each.IsLoan, each.AsOf)).Select(group => Line(group.Key, group.Sum(each => each.Amount))),
            book.Lines.GroupBy(line => (line.Pool, line.Location, line.Asset, line.IsLoan, line.AsOf)).Select(group => Line(group.Key, group.Sum(line => line.Amount.Value))));
        var told = account.Feeds.SelectMany(feed => feed.Value.Lines.All.Select(line => (feed.Key.Location, feed.Value.Pool, AsOf: feed.Value.AsOf(line), line.Fact))).ToList();
        Same(
            "positions",
            told.Where(line => line.Fact is PositionFact).Select(line => $"{line.Pool} {line.Location} {((PositionFact)line.Fact).Instrument} {((PositionFact)line.Fact).Quantity} {line.AsOf:O}"),
            book.Positions.Select(each => $"{each.Pool} {each.Venue} {each.Instrument} {each.Quantity} {each.AsOf:O}"));
        Same(
            "orders",
            told.Where(line => line.Fact is OrderFact).Select(line => $"{line.Location} {((OrderFact)line.Fact).Instrument} {((OrderFact)line.Fact).Open}"),
            book.Orders.Select(each => $"{each.Venue} {each.Instrument} {each.Quantity}"));

        static string Line((PoolId Pool, LocationId Location, Asset Asset, bool IsLoan, DateTimeOffset AsOf) key, decimal amount) =>
            FormattableString.Invariant($"{key.Pool} {key.Location} {key.Asset} {key.IsLoan} {amount:G29} {key.AsOf:O}");

        void Same(string what, IEnumerable<string> expected, IEnumerable<string> said)
        {
            var (should, are) = (string.Join("; ", expected.Order(StringComparer.Ordinal)), string.Join("; ", said.Order(StringComparer.Ordinal)));
            Unless(should == are, $"{account.Id} has {what} [{are}] and should have [{should}].");
        }
    }

    /// <summary>States, calls, requests, transfers and corrections, and that none of them stands beyond its time.</summary>
    public static void OfWorkflows(Process process, AccountBook account, AccountView view)
    {
        foreach (var pool in view.Pools)
        {
            Unless(
                (pool.State, pool.LastKnown) == (account.ShownOf(pool.Pool), account.StateOf(pool.Pool)),
                $"{account.Id} {pool.Pool} is {pool.State}/{pool.LastKnown} and its records say {account.ShownOf(pool.Pool)}/{account.StateOf(pool.Pool)}.");
        }

        Unless(
            view.Calls.Where(call => call.Status != CallStatus.Ended).Select(call => (call.Call, call.Amount.Amount, call.Paid.Amount))
                .SequenceEqual(account.Calls.Open.OrderBy(call => call.Pool).Select(call => (call.Id, call.Amount, call.Paid))),
            $"{account.Id} has other open calls than its records.");
        Unless(
            view.Transfers.Select(each => (each.Reference, each.Amount.Value, each.From, each.To, each.IsDebited, each.IsOverdue))
                .SequenceEqual(account.Transfers.Open.Select(each => (each.Reference, each.Amount, each.From, each.To, each.HasLeft, each.IsOverdue))),
            $"{account.Id} has transfers [{string.Join("; ", view.Transfers)}] and should have [{string.Join("; ", account.Transfers.Open)}].");
        Unless(
            view.Corrections.Select(each => (each.Correction, each.Feed, each.Amount.Value, each.Until, each.ApprovedBy))
                .SequenceEqual(account.Corrections.All.Select(each => (each.Id, each.Feed, each.Amount, each.Until, each.ApprovedBy))),
            $"{account.Id} has corrections [{string.Join("; ", view.Corrections)}] and should have [{string.Join("; ", account.Corrections.All)}].");
        NothingIsOverdue(account, process.Now);
    }

    /// <summary>With time to look at it, nothing stands beyond its time.</summary>
    public static void NothingIsOverdue(AccountBook account, DateTimeOffset now)
    {
        foreach (var call in account.Calls.Open)
        {
            Unless(call.IsExpired || now < call.Deadline, $"{call.Id} was due at {call.Deadline:O} and stands at {now:O}.");
        }

        foreach (var leg in account.Liquidations.Legs.Where(leg => leg.Outcome is null))
        {
            Unless(now < leg.Deadline, $"{leg.Id} was due at {leg.Deadline:O} and is open at {now:O}.");
        }

        foreach (var transfer in account.Transfers.Open)
        {
            Unless(transfer.IsOverdue || transfer.HasArrived || now < transfer.ExpectedBy, $"{transfer} is not overdue at {now:O}.");
        }

        foreach (var correction in account.Corrections.All)
        {
            Unless(now < correction.Until, $"{correction} stands at {now:O}.");
        }
    }

    /// <summary>What the newest figures ask for is there, and nothing that they rule out.</summary>
    public static void OfFigures(Process process, AccountBook account, Sometimes sometimes)
    {
        if (process.Node.Figures.Find(account.Id) is not { } figures || figures.Version != account.Version)
        {
            return;
        }

        foreach (var pool in figures.Pools)
        {
            var where = $"{account.Id} {pool.Pool} at version {account.Version}";
            Unless((pool.State, pool.LastKnown) == (account.ShownOf(pool.Pool), account.StateOf(pool.Pool)), $"{where} shows {pool.State} and recorded {account.ShownOf(pool.Pool)}.");
            if (pool.State == MarginState.Unknown)
            {
                continue;
            }

            var call = account.Calls.OpenIn(pool.Pool);
            Unless(
                pool.State < MarginState.Call || pool.CallAmount.Amount <= 0 || call is not null || account.Calls.IsWaived(pool.Pool) || account.Deficits.StandsIn(pool.Pool),
                $"{where} is {pool.State}, lacks {pool.CallAmount}, and there is no call.");
            Unless(
                call is null || pool.State >= MarginState.Call || pool.WorstEquity.Amount < Ladder.Target * pool.MaintenanceMargin.Amount,
                $"{where} is {pool.State} at its target and the call {call?.Id} stands.");
            // Figures of an earlier market say nothing of the doubts of this one.
            var mayDoubt = figures.Market != process.Node.Board.Stamp || account.RestsOn(pool.Pool, process.Now).Any(process.Node.Board.Doubtful.Contains);
            sometimes.Seen(mayDoubt ? "figures: resting on a price in doubt" : process.Node.Board.Doubtful.Count > 0 ? "figures: resting on no price that is in doubt" : "figures: nothing is in doubt");
            Unless(
                pool.State < MarginState.Liquidating || account.Liquidations.UnderWayIn(pool.Pool) is not null
                    || account.Liquidations.IsStopped(pool.Pool) || account.Deficits.StandsIn(pool.Pool) || mayDoubt,
                $"{where} is {pool.State} and nothing is done.");
            sometimes.Seen("figures: compared");
        }
    }
}
