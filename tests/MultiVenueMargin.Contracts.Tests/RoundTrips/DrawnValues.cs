using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Contracts.Tests.RoundTrips;

/// <summary>
/// Values by reflection, so that a new property is filled without anybody thinking of it, within what the contract can say: lengths of
/// time of ten thousand years, amounts that are amounts.
/// </summary>
internal static class DrawnValues
{
    private static readonly int Draws = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 2_000 : 150;

    public static Config Thorough { get; } = Config.QuickThrowOnFailure.WithMaxTest(Draws).WithReplay(20_261_121, 7);

    public static Arbitrary<RandomValue> Any { get; } = Gen.Choose(int.MinValue, int.MaxValue).Select(Of).ToArbitrary();

    public static RandomValue Of(int seed)
    {
        var random = new Random(seed);
        return new RandomValue(random, new Dictionary<Type, Func<RandomValue, object>>
        {
            [typeof(TimeSpan)] = _ => TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromDays(3_000_000).Ticks) >> random.Next(60)),
            [typeof(Usd)] = made => new Usd(made.Of<Quantity>().Value % 1_000_000_000_000_000m),
            [typeof(Money)] = made => random.Next(4) == 0 ? default : new Money(made.Of<Quantity>().Value, made.Of<Asset>()),
            [typeof(double)] = _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(29) - 20),
            // A policy's counts: zero says "the default".
            [typeof(int)] = _ => 1 + random.Next(int.MaxValue),
        });
    }
}
