using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.RuleBooks.Tests.Derive;

public sealed class DeriveProperties
{
    private static readonly string[] Models = ["derive-pm", "derive-pm2", "derive-sm"];

    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7).WithMaxTest(60);

    private static Gen<int[]> Amounts => Gen.ArrayOf(Gen.Choose(-4, 4), 6);

    private static DeriveDesk Desk(int[] amounts, decimal cash, decimal scale = 1m)
    {
        var desk = new DeriveDesk().Coin("USDC", cash * scale).Coin("BTC", Math.Abs(amounts[0]) * scale);
        if (amounts[1] != 0)
        {
            desk.Perp("BTC", 100_100m, amounts[1] * scale, entry: 99_000m);
        }

        foreach (var (right, strike, days, amount) in new[]
        {
            (OptionRight.Call, 100_000m, 30.0, amounts[2]), (OptionRight.Put, 100_000m, 30.0, amounts[3]),
            (OptionRight.Call, 120_000m, 30.0, amounts[4]), (OptionRight.Put, 70_000m, 200.0, amounts[5]),
        })
        {
            if (amount != 0)
            {
                desk.Option("BTC", right, strike, amount * scale, days);
            }
        }

        return desk;
    }

    [Fact]
    public void Manager_WhenTheBookIsDoubled_AsksDouble() => Prop.ForAll(Amounts.ToArbitrary(), amounts =>
    {
        foreach (var model in Models)
        {
            var (once, twice) = (Desk(amounts, 10_000m).Under(model), Desk(amounts, 10_000m, 2m).Under(model));
            Near.Equal(2m * once.Initial.Amount, twice.Initial.Amount, 0.000001m);
            Near.Equal(2m * once.Maintenance.Amount, twice.Maintenance.Amount, 0.000001m);
            Near.Equal(2m * once.Equity.Amount, twice.Equity.Amount, 0.000001m);
        }
    }).Check(Fixed);

    [Fact]
    public void Manager_WhenCashIsAdded_AsksTheSameOfMoreEquity() => Prop.ForAll(Amounts.ToArbitrary(), amounts =>
    {
        foreach (var model in Models)
        {
            var (less, more) = (Desk(amounts, 10_000m).Under(model), Desk(amounts, 10_500m).Under(model));
            Assert.Equal((less.Initial, less.Maintenance), (more.Initial, more.Maintenance));
            Assert.Equal(500m, (more.Equity - less.Equity).Amount);
        }
    }).Check(Fixed);

    [Fact]
    public void Manager_WhenEvaluated_AsksNoLessForInitialMargin() => Prop.ForAll(Amounts.ToArbitrary(), amounts =>
    {
        foreach (var model in Models)
        {
            var report = Desk(amounts, 10_000m).Under(model);
            Assert.True(report.Initial >= report.Maintenance, model);
        }
    }).Check(Fixed);
}
