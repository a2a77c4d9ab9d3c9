using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>The small draws that books are made of.</summary>
internal static class Draw
{
    public static Gen<bool> Chance(int percent) => Gen.Choose(1, 100).Select(drawn => drawn <= percent);

    /// <summary>A value in so many per cent of the draws, else nothing.</summary>
    public static Gen<T?> Perhaps<T>(int percent, Gen<T> some)
        where T : struct =>
        from isThere in Chance(percent)
        from value in isThere ? some.Select(drawn => (T?)drawn) : Gen.Constant((T?)null)
        select value;

    /// <summary>Spread evenly over orders of magnitude, to so many significant digits: small and huge are equally likely.</summary>
    public static Gen<decimal> LogUniform(double least, double most, int digits = 4) =>
        from place in Gen.Choose(0, 1_000_000)
        select Significant(least * Math.Exp(place / 1e6 * Math.Log(most / least)), digits);

    /// <summary>Spread evenly, on a grid of a thousandth of the range.</summary>
    public static Gen<decimal> Between(decimal least, decimal most) =>
        from place in Gen.Choose(0, 1_000)
        select least + ((most - least) * place / 1_000m);

    /// <summary>So many of them, one after the other.</summary>
    public static Gen<List<T>> ListOf<T>(int least, int most, Gen<T> item) =>
        from count in Gen.Choose(least, most)
        from items in Gen.ArrayOf(item, count)
        select items.ToList();

    public static Gen<T> Weighted<T>(params (int Weight, T Value)[] values) =>
        Gen.Frequency(values.Select(pair => (pair.Weight, Gen.Constant(pair.Value))).ToArray());

    public static decimal Significant(double value, int digits) =>
        decimal.Parse(value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
