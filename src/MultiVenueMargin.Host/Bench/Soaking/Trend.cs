namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>
/// How a series goes on average: the median of the slopes between any two of its points (Theil and Sen), which up to a quarter of outliers, such as
/// a look in the middle of something large, do not move.
/// </summary>
internal static class Trend
{
    /// <summary>Per second; NaN for fewer than two points.</summary>
    public static double SlopeOf(IReadOnlyList<(TimeSpan At, double Value)> points)
    {
        var slopes = new List<double>();
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                slopes.Add((points[j].Value - points[i].Value) / (points[j].At - points[i].At).TotalSeconds);
            }
        }

        return MedianOf(slopes);
    }

    public static double MedianOf(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN
            : values.Count % 2 == 1 ? values[values.Count / 2]
            : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
