using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Simulation.Actors;

namespace MultiVenueMargin.Simulation;

/// <summary>How a run begins, on a disk without faults: rules, instruments, accounts, and a first snapshot of every venue account.</summary>
internal sealed class Opening(World world, Adapters adapters)
{
    private readonly Random _random = world.Random;
    private readonly Setting _setting = world.Setting;

    public void Go()
    {
        world.Process.Settle();
        Do(new RegisterInstitution(Street.Firm, "Acme Trading") { Request = world.Clients.NextRequest(), By = Street.Alice });
        Do(new DraftRuleSet(AccountPolicy.DefaultRuleBook, Street.Rules) { Request = world.Clients.NextRequest(), By = Street.Alice });
        Do(new ProposeActivation(AccountPolicy.DefaultRuleBook, Street.Rules.Version, world.Process.Now) { Request = world.Clients.NextRequest(), By = Street.Alice });
        Do(new ApproveActivation(AccountPolicy.DefaultRuleBook, Street.Rules.Version) { Request = world.Clients.NextRequest(), By = Street.Bob });
        Do(new ListInstruments([.. Street.Perpetuals]) { Request = world.Clients.NextRequest(), By = Street.Alice });
        Do(new ContributeToFund(Street.Firm, new Usd(_setting.FundMoney)) { Request = world.Clients.NextRequest(), By = Street.Alice });
        world.Quote();
        for (var i = 0; i < _setting.Accounts; i++)
        {
            var account = new AccountId(Street.Firm, $"account-{i}");
            world.Accounts.Add(account);
            world.Clients.Send(
                world.Process.Node,
                new OpenAccount(Street.PolicyOf(_setting.Approval, _setting.TransitShare)) { Account = account, Request = world.Clients.NextRequest(), By = Street.Client });
            world.Process.Settle();
            for (var j = 0; j < _setting.Feeds; j++)
            {
                Connect(account, new VenueAccountId(Street.Venues[j], $"at-{i}"));
            }
        }

        world.Audit();
    }

    private void Connect(AccountId account, VenueAccountId id)
    {
        world.Clients.Send(world.Process.Node, new ClaimVenueAccount(id, PoolId.Cross) { Account = account, Request = world.Clients.NextRequest(), By = Street.Client });
        world.Process.Settle();
        var venue = new VenueAccount(account, id);
        var dollars = _random.Next(10, 100) * 1_000m;
        venue.Deposit(Street.Usdc, dollars);
        var worth = (double)dollars;
        if (_setting.HasCoins)
        {
            venue.Deposit(Street.Btc, _random.Next(1, 100) / 100m);
            worth += (double)(venue.BalanceOf(Street.Btc) * world.Prices.Of(Street.Btc));
        }

        Trade(venue, Street.BtcPerpetual, worth * (_random.NextDouble() - 0.5) * 16);
        if (_setting.HasEther)
        {
            Trade(venue, Street.EthPerpetual, worth * (_random.NextDouble() - 0.5));
        }

        if (_setting.HasInverse)
        {
            Trade(venue, Street.InversePerpetual, worth * (_random.NextDouble() - 0.5) * 8);
        }

        if (_setting.HasLoans)
        {
            venue.Borrow(_random.Next(2) == 0 ? Street.Usdc : Street.Btc, _random.Next(1, 20) / 100m, world.Prices.Of(Street.Btc));
        }

        var feed = new VenueFeed(venue, new Wire(_setting.WireFaults, _random, world.Sometimes));
        world.Feeds.Add(feed);
        feed.Wire.Send(venue.Snapshot(world.Process.Now, _random));
        adapters.Deliver(feed);
        world.Process.Settle();
    }

    private void Trade(VenueAccount venue, Domain.Instruments.Perpetual perpetual, double dollars)
    {
        var price = world.Prices.Of(perpetual.Unit.NativeCoin);
        var each = perpetual.IsInverse ? perpetual.Multiplier : price;
        venue.Trade(perpetual.Id, Math.Round((decimal)dollars / each, 3) + 0.001m, price);
    }

    private void Do(RegisterCommand command)
    {
        var ask = new Ask<RegisterAnswer>(() => { });
        world.Process.Node.Send(command, ask);
        world.Process.Settle();
        PromiseBrokenException.Unless(ask.Value is RegisterDone, $"{command} is answered {ask.Value} {ask.Refused} {ask.Message}.");
    }
}
