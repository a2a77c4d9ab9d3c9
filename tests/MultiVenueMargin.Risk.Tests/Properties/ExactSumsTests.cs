using System.Numerics;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>
/// Every total of a report added up again in whole steps of 1e-8 USD, by integers that cannot round: a hundred thousand books in the long
/// form. Each drawn market is shared by fifty books, which hold other parts of what was drawn in other sizes.
/// </summary>
public sealed class ExactSumsTests
{
    private const int BooksPerMarket = 50;

    private static readonly int Markets = BookProperty.IsFull ? 2_000 : 20;

    [Fact]
    public void Totals_OfManyBooks_AreTheirPartsInWholeSteps()
    {
        var (required, credited) = (0, 0);
        for (var number = 1; number <= Markets; number++)
        {
            var drawn = RandomBooks.Number(number);
            var priced = drawn.Priced;
            var random = new Random(number);
            for (var i = 0; i < BooksPerMarket; i++)
            {
                var report = HouseModel.EvaluateFigures(i == 0 ? drawn.Book : Part(drawn.Book, random), priced);
                foreach (var pool in report.Pools)
                {
                    AddsUp(pool, $"book {i} of RandomBooks.Number({number}), {pool.Pool}");
                    required += pool.MaintenanceMargin > Usd.Zero ? 1 : 0;
                    credited += pool.Credit.Amount > Usd.Zero ? 1 : 0;
                }
            }
        }

        // Sums of nothing would show nothing.
        Assert.True(required > Markets * BooksPerMarket / 2, $"{required} pools require something");
        Assert.True(credited > Markets / 10, $"{credited} have a credit");
    }

    private static void AddsUp(PoolReport pool, string which)
    {
        var equity = pool.Equity;
        var counted = Sum(equity.Lines.Select(line => line.Counted)) + Sum(equity.OptionValues.Select(value => value.Counted));
        Same(Steps(equity.Adjusted), counted - Sum(equity.StaleByUnit.Select(stale => stale.Amount)), which, "adjusted equity");
        Same(
            Steps(pool.MaintenanceMargin),
            Sum(pool.Units.Select(unit => unit.Requirement)) - Sum(pool.Credit.Items.Select(item => item.Amount))
                + Sum(pool.Borrow.Items.Select(item => item.Amount)) + Sum(pool.VenueTrap.Items.Select(item => item.Trapped))
                + Sum(pool.Orders.Items.Select(item => item.Amount)),
            which,
            "MM");
        Same(Steps(pool.SolvencyDelta), Steps(equity.Adjusted) - Steps(pool.MaintenanceMargin), which, "solvency delta");
        foreach (var unit in pool.Units)
        {
            var addOns = new[] { unit.Basis, unit.VegaTerm, unit.Peg, unit.RateRisk, unit.Funding, unit.Liquidity, unit.Concentration };
            var uncapped = BigInteger.Max(
                Steps(unit.Core) + Sum(addOns.Select(component => component.Amount)),
                BigInteger.Max(Steps(unit.ShortOptionMinimum.Amount), Steps(unit.MinimumDelta.Amount)));
            Same(Steps(unit.Uncapped), uncapped, which, $"{unit.Unit} before its bound");
            var bound = unit.MaximumLoss is { } most ? Sum(most.Groups.Select(group => group.MaximumLoss)) + Steps(most.Rest) : uncapped;
            Same(Steps(unit.Requirement), BigInteger.Min(uncapped, bound), which, $"{unit.Unit}");
            foreach (var component in addOns.Append(unit.ShortOptionMinimum).Append(unit.MinimumDelta).Append(unit.GrossFloor).Where(one => one.Items.Count > 0))
            {
                Same(Steps(component.Amount), Sum(component.Items.Select(item => item.Amount)), which, $"{unit.Unit} {component.Name}");
            }
        }
    }

    private static void Same(BigInteger total, BigInteger parts, string which, string figure) =>
        Assert.True(total == parts, $"{which}: {figure} is {total} steps, its parts {parts}");

    private static BigInteger Sum(IEnumerable<Usd> amounts) => amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + Steps(amount));

    /// <summary>From the digits of the decimal, without its arithmetic. A figure between two steps fails.</summary>
    private static BigInteger Steps(Usd amount)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(amount.Amount, bits);
        var digits = unchecked(((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0]);
        var (whole, rest) = BigInteger.DivRem(digits * BigInteger.Pow(10, 8), BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
        Assert.True(rest.IsZero, $"{amount} lies between two steps");
        return bits[3] < 0 ? -whole : whole;
    }

    /// <summary>Some of what is held and owed, in sizes of their own, and some of the other way round.</summary>
    private static Book Part(Book book, Random random)
    {
        return book with
        {
            Lines = Some(book.Lines, line => line with { Balance = Scaled(line.Balance) }),
            Positions = Some(book.Positions, position => position with { Quantity = random.Next(4) == 0 ? -Scaled(position.Quantity) : Scaled(position.Quantity) }),
            Orders = Some(book.Orders, order => order with { Quantity = Scaled(order.Quantity) }),
        };

        List<T> Some<T>(IReadOnlyList<T> all, Func<T, T> scaled) => all.Where(_ => random.Next(4) > 0).Select(scaled).ToList();

        Quantity Scaled(Quantity quantity) => new(decimal.Round(quantity.Value * random.Next(1, 400) / 100m, 8));
    }
}
