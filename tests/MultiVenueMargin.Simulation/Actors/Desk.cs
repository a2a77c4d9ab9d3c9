using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Simulation.Auditing;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>Makes up what people want of an account: sound and unsound, once and again.</summary>
internal sealed class Desk(Random random, Clients clients, Setting setting)
{
    private static readonly PrincipalId[] People = [Street.Alice, Street.Bob, Street.Client];

    /// <summary>The next command.</summary>
    /// <param name="anyFeed">A venue account, of this account or of another.</param>
    public AccountCommand Next(AccountBook book, VenueAccountId anyFeed, VenueAccountId ownFeed, DateTimeOffset now)
    {
        if (random.Next(6) == 0 && clients.Earlier(random) is { } earlier)
        {
            return random.Next(2) == 0 ? earlier : earlier with { By = Street.Executor };
        }

        var (account, request, by) = (book.Id, clients.NextRequest(), People[random.Next(People.Length)]);
        var unknown = new DecisionId(account, 9_999, 0);
        var call = book.Calls.Open.FirstOrDefault()?.Id ?? unknown;
        var liquidation = book.Liquidations.All.LastOrDefault()?.Id ?? unknown;
        var pool = random.Next(3) switch { 0 => PoolId.Cross, 1 => new PoolId("basis"), _ => new PoolId("hedge") };
        if (book.Liquidations.All.Any(each => each.IsUnderWay) && random.Next(2) == 0)
        {
            return ToLiquidation(random.Next(9), liquidation, account, request, by);
        }

        if (call != unknown && random.Next(3) == 0)
        {
            return ToCall(random.Next(4), call, account, request, by);
        }

        if (book.Corrections.All.Count > 0 && random.Next(4) == 0)
        {
            return ToCorrection(book, ownFeed, request, by, now);
        }

        return random.Next(28) switch
        {
            >= 24 => ToCorrection(book, ownFeed, request, by, now),
            <= 2 and var what => ToCall(what, call, account, request, by),
            <= 11 and var what => ToLiquidation(what - 3, liquidation, account, request, by),
            12 => new OpenPool(pool, "apart") { Account = account, Request = request, By = by },
            13 => new ClosePool(pool) { Account = account, Request = request, By = by },
            14 or 15 => new MoveVenueAccount(ownFeed, pool) { Account = account, Request = request, By = by },
            16 => new ClaimVenueAccount(anyFeed, PoolId.Cross) { Account = account, Request = request, By = by },
            17 => new CloseAccount { Account = account, Request = request, By = by },
            18 => new OpenAccount(Street.PolicyOf(setting.Approval, setting.TransitShare)) { Account = account, Request = request, By = by },
            19 => new ChangePolicy(Street.PolicyOf((Approval)random.Next(1, 4), random.Next(3) / 2m) with { Alerts = [new AlertThreshold("low", PoolId.Cross, 2m, 2.2m)] })
            {
                Account = account,
                Request = request,
                By = by,
            },
            20 => new ExplainMovement(ownFeed, "move-nothing-1", "a gift") { Account = account, Request = request, By = by },
            21 => new AcknowledgeCall(default) { Account = account, Request = request, By = by },
            22 => new AcknowledgeCall(call) { Account = new AccountId(Street.Firm, "nobody"), Request = request, By = by },
            _ => new ReportLeg(unknown, LegReport.Accepted, default, null, string.Empty) { Account = account, Request = request, By = by },
        };
    }

    private AccountCommand ToCorrection(AccountBook book, VenueAccountId feed, RequestId request, PrincipalId by, DateTimeOffset now)
    {
        // Most often the one that still wants a second person.
        var id = book.Corrections.All.OrderBy(each => each.ApprovedBy is not null && random.Next(4) > 0).FirstOrDefault()?.Id ?? new DecisionId(book.Id, 9_999, 0);
        var asset = random.Next(4) == 0 ? Street.Btc : Street.Usdc;
        var amount = asset == Street.Btc ? random.Next(-20, 21) / 100m : random.Next(-20, 21) * 500m;
        return random.Next(5) switch
        {
            <= 1 when book.Corrections.All.Count == 0 || random.Next(3) == 0 =>
                new ProposeCorrection(feed, asset, new Quantity(amount == 0 ? 1m : amount), "the venue owns up to a mistake", now + TimeSpan.FromSeconds(random.Next(-5, 600)))
                {
                    Account = book.Id,
                    Request = request,
                    By = by,
                },
            4 when random.Next(2) == 0 => new WithdrawCorrection(id, "it was right after all") { Account = book.Id, Request = request, By = by },
            _ => new ApproveCorrection(id) { Account = book.Id, Request = request, By = by },
        };
    }

    private static AccountCommand ToCall(int what, DecisionId call, AccountId account, RequestId request, PrincipalId by) => what switch
    {
        0 => new AcknowledgeCall(call) { Account = account, Request = request, By = by },
        1 => new DisputeCall(call, "we see another price", new Usd(1m)) { Account = account, Request = request, By = by },
        2 => new WithdrawCall(call, "agreed by telephone") { Account = account, Request = request, By = by },
        _ => new DisputeCall(call, "a negative figure", new Usd(-1m)) { Account = account, Request = request, By = by },
    };

    private static AccountCommand ToLiquidation(int what, DecisionId liquidation, AccountId account, RequestId request, PrincipalId by) => what switch
    {
        <= 4 => new ApproveLiquidation(liquidation) { Account = account, Request = request, By = by },
        5 => new HoldLiquidation(liquidation, "wait") { Account = account, Request = request, By = by },
        6 or 7 => new ReleaseLiquidation(liquidation) { Account = account, Request = request, By = by },
        _ => new AbortLiquidation(liquidation, "enough") { Account = account, Request = request, By = by },
    };
}
