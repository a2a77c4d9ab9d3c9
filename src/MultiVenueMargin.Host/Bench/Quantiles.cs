namespace MultiVenueMargin.Host.Bench;

/// <summary>Of times in milliseconds; NaN where there are none.</summary>
internal readonly record struct Quantiles(double Median, double P99, double Most, int Count)
{
    public static Quantiles Of(List<double> times)
    {
        times.Sort();
        return new Quantiles(At(times, 0.50), At(times, 0.99), At(times, 1), times.Count);
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
