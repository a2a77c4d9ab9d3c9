namespace MultiVenueMargin.Benchmarks.Pricing;

/// <summary>A made-up but ordinary book: strikes around the forward, minutes to a year, 30 to 120 % volatility.</summary>
internal static class OptionBook
{
    internal const double Forward = 64_317.123456789;

    internal const int Size = 256;

    internal readonly record struct Option(bool Call, double Strike, double Volatility, double Years);

    internal static Option[] Build()
    {
        Option[] book = new Option[Size];
        for (int i = 0; i < Size; i++)
        {
            // The golden-ratio sequence spreads evenly and in no order that a branch predictor could learn.
            double u = i * 0.6180339887498949 % 1;
            double v = i * 0.7548776662466927 % 1;
            double w = i * 0.5698402909980532 % 1;
            book[i] = new Option(
                u > 0.5, Forward * Math.Exp(0.8 * (u - 0.5)), 0.3 + (0.9 * v), Math.Exp(-9 + (9 * w)));
        }

        return book;
    }
}
