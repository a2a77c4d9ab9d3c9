using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Tests.NaiveEvaluator;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>Each operation against exact rational arithmetic: whatever the operands may truly be, the result is within its error.</summary>
public sealed class BoundedTests
{
    private const int Draws = 4_000;

    [Fact]
    public void Operation_OfAnyOperandsWithinTheirErrors_IsWithinItsError()
    {
        var random = new Random(20_261_121);
        for (var i = 0; i < Draws; i++)
        {
            var (left, exactLeft) = Drawn(random);
            var (right, exactRight) = Drawn(random);
            Within(left + right, exactLeft + exactRight);
            Within(left - right, exactLeft - exactRight);
            Within(left * right, exactLeft * exactRight);
            Within(-left, -exactLeft);
            Within(Bounded.Max(left, right), BigRational.Max(exactLeft, exactRight));
            Within(Bounded.Min(left, right), BigRational.Min(exactLeft, exactRight));
            Within(Bounded.Positive(left), BigRational.Positive(exactLeft));
            Within(Bounded.Abs(left), BigRational.Abs(exactLeft));
            if (exactRight != BigRational.Zero)
            {
                Within(left / right, exactLeft / exactRight);
            }
        }
    }

    [Fact]
    public void Share_OfAPartInItsWhole_IsWithinItsErrorAndNoWiderThanTheWhole()
    {
        var random = new Random(7);
        for (var i = 0; i < Draws; i++)
        {
            var (part, exactPart) = Drawn(random, positive: true);
            var (more, exactMore) = Drawn(random, positive: true);
            var share = Bounded.Share(part, part + more, 1);
            Assert.True(share.Error <= 0.5);
            if (exactPart + exactMore > BigRational.Zero)
            {
                Within(share, exactPart / (exactPart + exactMore));
            }
        }
    }

    /// <summary>A root is compared by its square: (r − e)² ≤ x ≤ (r + e)².</summary>
    [Fact]
    public void Sqrt_OfAnythingNotNegative_IsWithinItsError()
    {
        var random = new Random(8);
        for (var i = 0; i < Draws; i++)
        {
            var (figure, exact) = Drawn(random, positive: true);
            var root = Bounded.Sqrt(figure);
            var least = BigRational.Positive(BigRational.FromDouble(root.Value) - BigRational.FromDouble(root.Error));
            var most = BigRational.FromDouble(root.Value) + BigRational.FromDouble(root.Error);
            Assert.True(least * least <= exact && exact <= most * most, $"√{figure}: {root}");
        }
    }

    [Fact]
    public void Charge_OfAnAmountWithinItsError_IsWithinItsError()
    {
        Tier[] schedule = [new(1_000m, 0.005m), new(50_000m, 0.01m), new(2_000_000m, 0.07m), new(null, 0.4m)];
        var tiers = new HotTiers(schedule);
        var random = new Random(9);
        for (var i = 0; i < Draws; i++)
        {
            var total = decimal.Round((decimal)Math.Exp(18 * random.NextDouble()), 6, MidpointRounding.ToEven);
            var error = random.Next(3) == 0 ? 0 : Math.Exp(-10 * random.NextDouble());
            var moved = (double)total + (error * ((2 * random.NextDouble()) - 1) * 0.99);
            Within(tiers.Charge(new Bounded(moved, error + (moved * 1e-15))), Tier.Charge(schedule, total));
        }
    }

    [Fact]
    public void Sum_OfManyTerms_IsWithinItsError()
    {
        var random = new Random(10);
        for (var i = 0; i < 20; i++)
        {
            var (total, magnitude, exact) = (0.0, 0.0, BigRational.Zero);
            for (var term = 0; term < 100; term++)
            {
                var value = Math.Exp(30 * random.NextDouble()) * (random.Next(2) == 0 ? -1 : 1);
                total += value;
                magnitude += Math.Abs(value);
                exact += BigRational.FromDouble(value);
            }

            Within(Bounded.OfSum(total, magnitude, 100), exact);
        }
    }

    [Fact]
    public void Rounded_OfNothing_StaysNothing()
    {
        Assert.Equal(Bounded.Zero, Bounded.Zero.Rounded());
        Assert.True(new Bounded(5, 0).Rounded().Error > 1e-8);
    }

    [Fact]
    public void Quotient_WhenTheDivisorMayBeNothing_IsUnbounded() =>
        Assert.Equal(double.PositiveInfinity, (new Bounded(1, 0) / new Bounded(1e-9, 1e-8)).Error);

    private static (Bounded Figure, BigRational Exact) Drawn(Random random, bool positive = false)
    {
        var value = Math.Exp(60 * (random.NextDouble() - 0.5)) * (positive || random.Next(2) == 0 ? 1 : -1);
        value = random.Next(20) == 0 ? 0 : value;
        var error = random.Next(4) switch
        {
            0 => 0,
            1 => Math.Abs(value) * 1e-14,
            2 => Math.Abs(value) * random.NextDouble() * 2,
            _ => Math.Exp(20 * (random.NextDouble() - 0.5)),
        };
        var exact = BigRational.FromDouble(value) + (BigRational.FromDouble(error) * BigRational.FromDouble((2 * random.NextDouble()) - 1));
        return (new Bounded(value, error), positive ? BigRational.Positive(exact) : exact);
    }

    /// <summary>Errors are doubles too; what their own rounding may hide is the one per cent that the figures are widened by.</summary>
    private static void Within(Bounded hot, BigRational exact) => Assert.True(
        double.IsPositiveInfinity(hot.Error)
        || BigRational.Abs(exact - BigRational.FromDouble(hot.Value)) <= BigRational.FromDouble(hot.Error * 1.0000001),
        $"{hot} for {exact}");
}
