using System.Collections;
using System.Globalization;
using System.Reflection;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>
/// A report as text, one figure a line with where it stands: two reports with the same lines are equal to the last digit.
/// Found by reflection, so that a figure added to the report is compared without anybody thinking of it. Lists are compared
/// as sets of items; their order is tested where it is promised.
/// </summary>
internal static class ReportFigures
{
    /// <summary>A line's own record tells how the book was split; its netted figures do not.</summary>
    private static readonly string[] NotFigures = [nameof(LineReport.Line)];

    public static IReadOnlyList<string> Of(object report, params string[] without)
    {
        var lines = new List<string>();
        Write(report.GetType().Name, report, [.. NotFigures, .. without], lines);
        return lines;
    }

    /// <summary>Fails with the first figures that differ.</summary>
    public static void Same(object expected, object actual, params string[] without)
    {
        var (left, right) = (Of(expected, without), Of(actual, without));
        if (left.SequenceEqual(right))
        {
            return;
        }

        var onlyLeft = left.Except(right).Take(6);
        var onlyRight = right.Except(left).Take(6);
        Assert.Fail($"The figures differ.\nwas\n  {string.Join("\n  ", onlyLeft)}\nis\n  {string.Join("\n  ", onlyRight)}");
    }

    private static void Write(string path, object? value, string[] without, List<string> lines)
    {
        switch (value)
        {
            case null:
                lines.Add($"{path} absent");
                break;
            case decimal number:
                lines.Add($"{path} {ExactNumber.Format(number)}");
                break;
            case string or Enum or IFormattable or bool or LocationId or RiskUnit or Asset or InstrumentId or PoolId or AccountId
                or Usd or Quantity or Price or Rate or MarketVersion or RuleVersion:
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{path} {value}"));
                break;
            case IEnumerable list:
                var items = new List<string>();
                foreach (var item in list)
                {
                    var itemLines = new List<string>();
                    Write(path, item, without, itemLines);
                    items.Add(string.Join('\n', itemLines));
                }

                items.Sort(StringComparer.Ordinal);
                lines.AddRange(items.SelectMany(item => item.Split('\n')));
                break;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => !without.Contains(property.Name) && property.GetIndexParameters().Length == 0))
                {
                    Write($"{path}.{property.Name}", property.GetValue(value), without, lines);
                }

                break;
        }
    }
}
