using System.Globalization;
using System.Numerics;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Golden.Vectors;

/// <summary>
/// What our rules make of a vector's inputs, by the path of the expected figure: <c>initial_margin</c>, <c>array/3</c>,
/// <c>positions/BTC/mm</c>. An expected figure that is neither answered nor left out by name fails.
/// </summary>
public sealed class VectorAnswer
{
    private readonly Dictionary<string, VectorTolerance> _tolerances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _leftOut = new(StringComparer.Ordinal);

    public FigureList<Figure> Figures { get; } = new();

    /// <summary>Where the vector's own words on tolerance do not hold for one figure.</summary>
    public IReadOnlyDictionary<string, VectorTolerance> Tolerances => _tolerances;

    /// <summary>Expected entries that are no figure of the rule (a remark, a number of another engine), each with the reason.</summary>
    public IReadOnlyDictionary<string, string> LeftOut => _leftOut;

    public VectorAnswer Add(string path, decimal? figure)
    {
        Figures.Add(path, Figure.Of(figure));
        return this;
    }

    public VectorAnswer Add(string path, int figure) => Add(path, (decimal?)figure);

    public VectorAnswer Add(string path, Usd figure) => Add(path, figure.Amount);

    public VectorAnswer Add(string path, string text)
    {
        Figures.Add(path, Figure.Of(text));
        return this;
    }

    /// <summary>As a number, or digit by digit where it is beyond what a decimal holds.</summary>
    public VectorAnswer Add(string path, BigInteger figure) =>
        BigInteger.Abs(figure) <= new BigInteger(decimal.MaxValue) ? Add(path, (decimal)figure) : Add(path, figure.ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number as such, another as <c>n/d</c> in lowest terms.</summary>
    public VectorAnswer Add(string path, Fraction figure) => figure.IsWhole ? Add(path, figure.Numerator) : Add(path, figure.ToString());

    /// <summary>A number that the file writes with its unit.</summary>
    public VectorAnswer Add(string path, decimal figure, string unit)
    {
        Figures.Add(path, Figure.Of(figure, unit));
        return this;
    }

    public VectorAnswer Add(string path, bool flag) => Add(path, flag ? "true" : "false");

    public VectorAnswer Add(string path, IEnumerable<decimal> figures)
    {
        foreach (var (at, figure) in figures.Index())
        {
            Add($"{path}/{at}", figure);
        }

        return this;
    }

    public VectorAnswer Within(string path, VectorTolerance tolerance)
    {
        _tolerances[path] = tolerance;
        return this;
    }

    public VectorAnswer LeaveOut(string path, string reason)
    {
        _leftOut[path] = reason;
        return this;
    }
}
