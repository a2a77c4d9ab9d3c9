using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.RuleBooks.Tests.Comparing;
using MultiVenueMargin.RuleBooks.Tests.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.House;

/// <summary>
/// 10 BTC of a perpetual at 100 000 and 5 000 USDC at A, a million at B without a route. Hyperliquid keeps half of the initial margin at
/// 40×: 1.25 % of a million, 12 500, which is 7 500 more than lies there.
/// </summary>
public sealed class VenueViewTests
{
    private static readonly Position Long = Desk.Held(PerpetualsDesk.BtcUsdc, 10m);

    [Fact]
    public void Trap_WhereTheVenueReportsNothing_ComesFromItsRuleBook()
    {
        var report = Evaluate(BookOf(Long), "hyperliquid");

        var item = Assert.Single(report.VenueTrap.Items);
        Assert.Equal((PerpetualsDesk.A, new Usd(7_500m), new Usd(7_500m)), (item.Venue, item.Shortfall, item.Trapped));
        Assert.Contains("its rule book hyperliquid stands in", Reason(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Trap_WhereTheVenueReports_IsWhatItReports()
    {
        var stated = new VenueStatement { Equity = new(5_000m), MaintenanceMargin = new(5_001m), AsOf = PerpetualsDesk.Now };

        var report = Evaluate(BookOf(Long) with { VenueStatements = new Dictionary<LocationId, VenueStatement> { [PerpetualsDesk.A] = stated } }, "hyperliquid");

        Assert.Equal(new Usd(1m), report.VenueTrap.Amount);
        Assert.DoesNotContain(report.Omissions, omission => omission.Kind == OmissionKind.VenueFigureAbsent);
    }

    /// <summary>What it said two hours ago is not what it would say now.</summary>
    [Fact]
    public void Trap_WhereTheVenueReportedLongAgo_ComesFromItsRuleBook()
    {
        var stated = new VenueStatement { Equity = new(9m), MaintenanceMargin = new(1m), AsOf = PerpetualsDesk.Now.AddHours(-2) };

        var report = Evaluate(BookOf(Long) with { VenueStatements = new Dictionary<LocationId, VenueStatement> { [PerpetualsDesk.A] = stated } }, "hyperliquid");

        Assert.Equal(new Usd(7_500m), report.VenueTrap.Amount);
        Assert.Contains("2 h", Reason(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Trap_WithoutARuleBook_IsNamedAsBefore()
    {
        var report = Evaluate(BookOf(Long), model: null);

        Assert.Equal(Usd.Zero, report.VenueTrap.Amount);
        Assert.Equal("the venue's own margin is not known; its shortfall is not in the figures", Reason(report));
    }

    /// <summary>Hyperliquid lists no options: half of a book would give half of a margin, and look like a whole one.</summary>
    [Fact]
    public void Trap_WhereTheRuleBookDoesNotKnowAPosition_IsNamedAndNeverTooLow()
    {
        var report = Evaluate(BookOf(Long, Desk.Held(PerpetualsDesk.Call, -1m)), "hyperliquid");

        Assert.Equal(Usd.Zero, report.VenueTrap.Amount);
        Assert.Contains("its rule book hyperliquid cannot say it", Reason(report), StringComparison.Ordinal);
        Assert.Contains(PerpetualsDesk.Call.Code, Reason(report), StringComparison.Ordinal);
    }

    /// <summary>What lay there hours ago says nothing of what the venue would ask now, and nothing of what it could spare.</summary>
    [Fact]
    public void Trap_WhereWhatLiesThereIsTooOld_IsNamedAndNotComputed()
    {
        var old = BookOf(Long) with { Lines = [Desk.Has(PerpetualsDesk.Usdc, 5_000m) with { AsOf = PerpetualsDesk.Now.AddHours(-3) }] };

        var report = Evaluate(old, "hyperliquid");

        Assert.Equal(Usd.Zero, report.VenueTrap.Amount);
        Assert.Contains("cannot say it (USDC@A: its price or balance is 3 h old)", Reason(report), StringComparison.Ordinal);
    }

    /// <summary>Hyperliquid lends no ETH: a debt that its rules pass over would make the venue look richer than it is.</summary>
    [Fact]
    public void Trap_WhereTheRuleBookPassesOverADebt_IsNamedAndNotComputed()
    {
        var book = BookOf(Long);
        var owing = book with { Lines = [.. book.Lines, Desk.Has(PerpetualsDesk.Eth, 2m) with { IsLoan = true }] };

        var report = Evaluate(owing, "hyperliquid");

        Assert.Contains("cannot say it (ETH", Reason(report), StringComparison.Ordinal);
    }

    /// <summary>With a quarter less collateral somewhere the venue's own trap counts in the distance, as in any other look.</summary>
    [Fact]
    public void Distance_ToACall_AsksTheRuleBookAgainAtEachStep()
    {
        var rules = Rules("hyperliquid");
        var book = BookOf(Long with { AverageEntry = new Price(100_000m) });
        var with = Distances.Find(book, PerpetualsDesk.Market, rules, PoolId.Cross, [new PriceFactor(new RiskUnit("BTC"))], [1.2m]).Single();
        var without = Distances.Find(book, PerpetualsDesk.Market, Rules(null), PoolId.Cross, [new PriceFactor(new RiskUnit("BTC"))], [1.2m]).Single();

        // A fall takes from what lies at A: the shortfall there grows with it, and the call comes sooner.
        Assert.True(with.Down > without.Down, $"{with.Down} against {without.Down}");
    }

    [Theory]
    [InlineData("hyperliquid", false, HotGap.VenueRules)]
    [InlineData("hyperliquid", true, HotGap.None)]
    [InlineData(null, false, HotGap.None)]
    public void HotPath_WhereARuleBookIsNeeded_LeavesItToTheReport(string? model, bool reports, HotGap gap)
    {
        var book = BookOf(Long);
        if (reports)
        {
            book = book with { VenueStatements = new Dictionary<LocationId, VenueStatement> { [PerpetualsDesk.A] = new() { Equity = new(5_000m), MaintenanceMargin = new(1m), AsOf = PerpetualsDesk.Now } } };
        }

        var market = new HotMarket(new PricedMarket(PerpetualsDesk.Market, Rules(model)));

        Assert.Equal(gap, HotHouse.Evaluate(BookCompiler.Compile(book, market), market, new HotScratch())[0].Gap);
    }

    /// <summary>Usable when the book was compiled, beyond an hour and the minute of freshness when it is looked at.</summary>
    [Fact]
    public void HotPath_WhenWhatAVenueSaidIsTooOld_LeavesItToTheReport()
    {
        var stated = new VenueStatement { Equity = new(5_000m), MaintenanceMargin = new(1m), AsOf = PerpetualsDesk.Now.AddMinutes(-59) };
        var book = BookOf(Long) with { VenueStatements = new Dictionary<LocationId, VenueStatement> { [PerpetualsDesk.A] = stated } };
        var priced = new PricedMarket(PerpetualsDesk.Market, Rules("hyperliquid"));
        var market = new HotMarket(priced);
        var compiled = BookCompiler.Compile(book, market);
        Assert.Equal(HotGap.None, HotHouse.Evaluate(compiled, market, new HotScratch())[0].Gap);

        market.Fill(priced.Next(PerpetualsDesk.Market with { AsOf = PerpetualsDesk.Now.AddMinutes(3) }, priced.Rules));

        Assert.Equal(HotGap.VenueRules, HotHouse.Evaluate(compiled, market, new HotScratch())[0].Gap);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("house")]
    [InlineData("var")]
    public void Lint_OfAModelThatIsNoPlaces_NamesIt(string model)
    {
        var finding = Assert.Single(RuleBookLint.Check(Rules(model)));

        Assert.Equal("Locations[A].Model", finding.Path);
        Assert.Contains("deribit-pm", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "does not fit")]
    [InlineData("""{ "model": "dydx" }""", "does not fit")]
    public void Lint_OfARuleBookThatDoesNotFit_NamesIt(string json, string said)
    {
        var rules = RuleSet.Default with { RuleBooks = new Dictionary<ModelName, RuleBookText> { [new("hyperliquid")] = new(json) } };

        var finding = Assert.Single(RuleBookLint.Check(rules));

        Assert.Equal("RuleBooks[hyperliquid]", finding.Path);
        Assert.Contains(said, finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_OfTheRuleBooksThatShip_FindsNothing()
    {
        var shipped = ModelCatalogue.Shipped.Models
            .Where(model => Risk.RuleBooks.Documents.RuleBookDocument.ShippedText(model.Name.Code) is not null)
            .ToDictionary(model => model.Name, model => new RuleBookText(Risk.RuleBooks.Documents.RuleBookDocument.ShippedText(model.Name.Code)!));

        Assert.Empty(RuleBookLint.Check(RuleSet.Default with { RuleBooks = shipped }));
        Assert.All(shipped.Values, text => Assert.InRange(text.Json.Length, 1, RuleBookText.Longest));
    }

    private static Book BookOf(params Position[] positions) => new()
    {
        Account = new AccountId(new InstitutionId("acme"), "desk"),
        Positions = positions,
        Lines = [Desk.Has(PerpetualsDesk.Usdc, 5_000m), Desk.Has(PerpetualsDesk.Usdc, 1_000_000m, PerpetualsDesk.B)],
    };

    private static PoolReport Evaluate(Book book, string? model) => HouseModel.Evaluate(book, PerpetualsDesk.Market, Rules(model)).PoolOf(PoolId.Cross);

    private static string Reason(PoolReport report) =>
        Assert.Single(report.Omissions, omission => omission.Kind == OmissionKind.VenueFigureAbsent && omission.Subject == "A").Reason;

    private static RuleSet Rules(string? model) => RuleSet.Default with
    {
        Locations = new Dictionary<LocationId, LocationTerms>
        {
            [PerpetualsDesk.A] = new() { Model = model is null ? null : new ModelName(model) },
            [PerpetualsDesk.B] = new(),
        },
    };
}
