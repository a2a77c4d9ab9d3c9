using System.Text;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Contracts;

/// <summary>margin_service.proto: what is asked of the margin of a book, and the answers.</summary>
public static class MarginWire
{
    /// <summary>Whose figures: absent, of all accounts that may be seen; the cursor that was received last; and how often at most.</summary>
    public static Read<(IReadOnlyList<AccountId>? Accounts, string Cursor, TimeSpan AtMostEvery)> Read(V1.WatchMarginRequest wire) =>
        WireReader.Read(wire, static (at, request) =>
        {
            var accounts = at.List("accounts", request.Accounts, WireLimits.WatchedAccounts, static (inner, account) => inner.Account("", account));
            var every = at.OptionalDuration("at_most_every", request.AtMostEvery) ?? TimeSpan.Zero;
            if (every < TimeSpan.Zero)
            {
                at.Refuse("at_most_every", "is negative");
            }

            return (request.Accounts.Count == 0 ? null : accounts, request.Cursor, every);
        });

    /// <summary>What somebody thinks of, with whose account it is about.</summary>
    public static Read<(AccountId Account, Proposal Proposal)> Read(V1.WhatIfRequest wire) => WireReader.Read(wire, static (at, request) => (
        at.Account("account", request.Account),
        new Proposal
        {
            Trades = at.List("trades", request.Trades, WireLimits.Trades, ReadTrade),
            Transfers = at.List("transfers", request.Transfers, WireLimits.Trades, ReadTransfer),
            Shocks = at.List("shocks", request.Shocks, WireLimits.Shocks, ReadShock),
            Rules = request.RulesJson.Length == 0 ? null : ReadRules(at, "rules_json", request.RulesJson),
        }));

    public static V1.WhatIfRequest Write(AccountId account, Proposal proposal) => new()
    {
        Account = account.ToString(),
        Trades = { proposal.Trades.Select(Write) },
        Transfers = { proposal.Transfers.Select(Write) },
        Shocks = { proposal.Shocks.Select(Write) },
        RulesJson = proposal.Rules is { } rules ? RulesFile.Write(rules) : "",
    };

    public static V1.WhatIfResponse Write(WhatIfReport report) => new()
    {
        Before = ReportWire.Write(report.Before),
        After = ReportWire.Write(report.After),
        Passes = report.Passes,
        Reasons = { report.Reasons },
    };

    /// <summary>
    /// A book, a market and rules of one's own, sound enough to be evaluated: what the domain itself objects to is named at its
    /// place in the request, too.
    /// </summary>
    public static Read<Evaluation> Read(V1.EvaluateRequest wire) => WireReader.Read(wire, static (at, request) =>
    {
        if (request.Model is not ("" or "house"))
        {
            at.Refuse("model", $"is {JsonPath.Quoted(request.Model)}; the report is that of \"house\", and what others ask is asked for in models");
        }

        var book = at.Required("book", request.Book, BookWire.Read);
        var market = at.Required("market", request.Market, MarketWire.Read);
        var rules = request.RulesJson.Length == 0 ? RuleSet.Default : ReadRules(at, "rules_json", request.RulesJson);
        var models = ModelWire.ReadModels(at, "models", request.Models, rules is null ? ModelCatalogue.Shipped : ModelCatalogue.Of(rules));
        if (at.Count == 0)
        {
            foreach (var finding in MarketCheck.Check(market))
            {
                at.Refuse(FindingPath.OfMarket(request.Market, finding.Path), $"{finding.Problem}. {finding.Fix}");
            }
        }

        if (at.Count == 0)
        {
            foreach (var finding in BookCheck.Check(book, market))
            {
                at.Refuse(FindingPath.OfBook(request.Book, finding.Path), $"{finding.Problem}. {finding.Fix}");
            }
        }

        return new Evaluation(book, market, rules!, request.Explain, models, request.WithDistances);
    });

    /// <param name="book">What is held.</param>
    /// <param name="market">What the market says.</param>
    /// <param name="rules">Absent: the platform's defaults.</param>
    /// <param name="models">What else to ask about the book.</param>
    public static V1.EvaluateRequest Write(Book book, MarketSnapshot market, RuleSet? rules, params IReadOnlyList<ModelName> models) => new()
    {
        Models = { models.Select(model => model.Code) },
        Book = BookWire.Write(book),
        Market = MarketWire.Write(market),
        RulesJson = rules is null ? "" : RulesFile.Write(rules),
    };

    /// <summary>The cases of a stress by name, in the order of the request, the grid last.</summary>
    public static Read<(AccountId Account, IReadOnlyList<StressCase> Cases)> Read(V1.StressRequest wire) => WireReader.Read(wire, static (at, request) =>
    {
        var account = at.Account("account", request.Account);
        var cases = at.List("cases", request.Cases, WireLimits.StressCases, static (inner, each) => new StressCase(
            inner.Reference("name", each.Name), inner.List("shocks", each.Shocks, WireLimits.Shocks, ReadShock)));
        var room = WireLimits.StressCases - cases.Count;
        var grid = at.Optional("grid", request.Grid, (inner, asked) => ReadGrid(inner, asked, room)) ?? [];
        return (account, (IReadOnlyList<StressCase>)[.. cases, .. grid]);
    });

    public static V1.StressResponse Write(StressReport report) => new()
    {
        Version = report.Version,
        Market = FiguresWire.Write(report.Market),
        Rules = report.Rules.Code,
        Before = { report.Before.Select(FiguresWire.Write) },
        Results =
        {
            report.Results.Select(result => new V1.StressResult
            {
                Name = result.Case,
                Pools = { result.Pools.Select(FiguresWire.Write) },
                Problems = { result.Problems },
            }),
        },
        IsCurrent = report.IsCurrent,
    };

    /// <summary>Whose margin, when, and under which rules; absent: those of then.</summary>
    public static Read<(AccountId Account, AsOf Moment, RuleVersion? Rules)> Read(V1.GetMarginAsOfRequest wire) => WireReader.Read(wire, static (at, request) =>
    {
        if (request.MomentCase == V1.GetMarginAsOfRequest.MomentOneofCase.None)
        {
            at.Missing("moment");
        }

        return (
            at.Account("account", request.Account),
            request.MomentCase == V1.GetMarginAsOfRequest.MomentOneofCase.Cursor
                ? new AsOf(new Cursor(request.Cursor), null)
                : new AsOf(null, at.OptionalInstant("instant", request.Instant)),
            request.Rules.Length == 0 ? (RuleVersion?)null : at.RuleVersion("rules", request.Rules));
    });

    internal static RuleSet? ReadRules(WireReader at, string field, string json)
    {
        var loaded = RulesFile.Parse(field, Encoding.UTF8.GetBytes(json));
        foreach (var problem in loaded.Problems)
        {
            at.Refuse(field, problem.Path.Length == 0 ? problem.ToString() : $"has at {problem}");
        }

        return loaded.Content;
    }

    private static V1.ProposedTrade Write(Trade trade) => new()
    {
        Pool = trade.Pool.Code,
        Venue = trade.Venue.Code,
        Instrument = trade.Instrument.Code,
        Quantity = WireText.Of(trade.Quantity),
        Price = WireText.Of(trade.Price),
        Fee = trade.Fee.Asset.IsDefault ? "" : WireText.Of(trade.Fee.Amount),
        FeeAsset = trade.Fee.Asset.Code,
    };

    private static Trade ReadTrade(WireReader at, V1.ProposedTrade wire) => new(
        at.Pool("pool", wire.Pool),
        at.Location("venue", wire.Venue),
        at.Instrument("instrument", wire.Instrument),
        at.Quantity("quantity", wire.Quantity),
        at.OptionalPrice("price", wire.Price),
        ReadFee(at, wire));

    private static Money ReadFee(WireReader at, V1.ProposedTrade wire)
    {
        if (wire.Fee.Length == 0 && wire.FeeAsset.Length == 0)
        {
            return default;
        }

        var (fee, asset) = (at.Quantity("fee", wire.Fee), at.Asset("fee_asset", wire.FeeAsset));
        return asset.IsDefault ? default : new Money(fee.Value, asset);
    }

    private static V1.ProposedTransfer Write(Transfer transfer) => new()
    {
        Asset = transfer.Asset.Code,
        Amount = WireText.Of(transfer.Amount),
        FromPool = transfer.FromPool.Code,
        From = transfer.From.Code,
        ToPool = transfer.ToPool.Code,
        To = transfer.To.Code,
    };

    private static Transfer ReadTransfer(WireReader at, V1.ProposedTransfer wire) => new(
        at.Asset("asset", wire.Asset),
        at.Quantity("amount", wire.Amount),
        at.Pool("from_pool", wire.FromPool),
        at.Location("from", wire.From),
        at.Pool("to_pool", wire.ToPool),
        at.Location("to", wire.To));

    private static V1.Shock Write(Shock shock) => new() { Factor = ReportWire.Write(shock.Factor), Move = WireText.Of(shock.Move) };

    private static Shock ReadShock(WireReader at, V1.Shock wire) =>
        new(at.Required("factor", wire.Factor, ReportWire.Read), at.Rate("move", wire.Move).Value);

    private static IReadOnlyList<StressCase> ReadGrid(WireReader at, V1.StressGrid wire, int room)
    {
        var unit = at.Unit("unit", wire.Unit);
        if (wire.PriceMoves.Count == 0)
        {
            at.Missing("price_moves");
        }

        var prices = at.List("price_moves", wire.PriceMoves, WireLimits.StressCases, static (inner, move) => inner.Rate("", move).Value);
        var volatilities = at.List("volatility_moves", wire.VolatilityMoves, WireLimits.StressCases, static (inner, move) => inner.Rate("", move).Value);
        if (prices.Count * Math.Max(1, volatilities.Count) > room)
        {
            at.Refuse("", $"makes more cases than the {WireLimits.StressCases} that one stress has");
            return [];
        }

        // A unit that was refused has no name, and nobody sees its cases.
        return unit.IsDefault ? [] : [.. prices.SelectMany(price => volatilities.Count == 0
            ? [Case(unit, price, null)]
            : volatilities.Select(volatility => Case(unit, price, volatility)))];
    }

    private static StressCase Case(RiskUnit unit, decimal price, decimal? volatility) => volatility is { } moved
        ? new StressCase(
            $"{unit} price {WireText.Of(price)} volatility {WireText.Of(moved)}",
            [new Shock(new PriceFactor(unit), price), new Shock(new VolatilityFactor(unit), moved)])
        : new StressCase($"{unit} price {WireText.Of(price)}", [new Shock(new PriceFactor(unit), price)]);
}
