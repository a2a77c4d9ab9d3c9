using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// A figure in double and how far the report's exact figure may lie from it: |Value − exact| ≤ Error. Every operation keeps
/// that true, so a formula written in this type proves its own bound. The default value is an exact zero.
/// </summary>
/// <remarks>
/// An operation in double is off by at most 2^-53 ≈ 1.11e-16 of its result; <see cref="Rounding"/> is 8 % more, which pays for
/// the terms of second order. Errors are themselves sums of doubles, none of them negative, and may come out short by 2^-53
/// of themselves per operation; <see cref="HotFigures"/> widens the last by 1 %, enough for 10^13 operations.
/// </remarks>
/// <param name="Value">The figure.</param>
/// <param name="Error">How far the exact one may be off; not negative. Infinite or NaN: nothing is known.</param>
public readonly record struct Bounded(double Value, double Error)
{
    /// <summary>More than the relative error of one operation.</summary>
    internal const double Rounding = 1.2e-16;

    /// <summary>
    /// More than how far a figure of market, book or rules in double may be from the same figure in the report, relative to
    /// itself: kernels return to decimal at 15 digits (5e-15), and a decimal becomes a double with two roundings (3e-16).
    /// </summary>
    internal const double FigureShare = 64 * Rounding;

    /// <summary>
    /// More than what one rounding of the report takes or adds: 1e-8 USD, and a thousandth of it for decimals, which are cut
    /// at their 28th digit or decimal, and for the grid of 1e-12 on which a line goes through its steps.
    /// </summary>
    internal const double Grid = 1.001e-8;

    /// <summary>More than what a collateral line loses or gains by all its steps on a grid of 1e-12, of which there are ten.</summary>
    internal const double GridOfSteps = 1e-11;

    /// <summary>
    /// Roundings that a term of a sum may have seen before it is added: eight figures of <see cref="FigureShare"/> as factors.
    /// </summary>
    private const int RoundingsOfTerm = 8 * 64;

    internal static Bounded Zero => default;

    internal static Bounded One => new(1, 0);

    /// <summary>Certainly nothing.</summary>
    internal bool IsZero => Value == 0 && Error == 0;

    /// <summary>The least the exact figure can be.</summary>
    public double Least => Value - Error;

    /// <summary>The most the exact figure can be.</summary>
    public double Most => Value + Error;

    /// <summary>A figure taken from market, book or rules.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Of(double figure) => new(figure, Math.Abs(figure) * FigureShare);

    /// <summary>
    /// A sum of so many terms, each a product or quotient of at most eight figures, whose sizes add up to the magnitude. Adding n
    /// terms in any order is off by at most (n − 1)·2^-53 of that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded OfSum(double total, double magnitude, int terms) => new(total, ErrorOfSum(magnitude, terms));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ErrorOfSum(double magnitude, int terms) => magnitude * ((terms + RoundingsOfTerm) * Rounding);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator +(Bounded left, Bounded right)
    {
        var sum = left.Value + right.Value;
        return new(sum, left.Error + right.Error + (Math.Abs(sum) * Rounding));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator -(Bounded left, Bounded right)
    {
        var difference = left.Value - right.Value;
        return new(difference, left.Error + right.Error + (Math.Abs(difference) * Rounding));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator -(Bounded figure) => new(-figure.Value, figure.Error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator *(Bounded left, Bounded right)
    {
        var product = left.Value * right.Value;
        return new(
            product,
            (Math.Abs(left.Value) * right.Error) + (left.Error * (Math.Abs(right.Value) + right.Error)) + (Math.Abs(product) * Rounding));
    }

    /// <summary>|a/b − a′/b′| ≤ (|a − a′| + |a/b|·|b − b′|)/|b′|, and |b′| is at least |b| less its error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded operator /(Bounded left, Bounded right)
    {
        var quotient = left.Value / right.Value;
        var least = Math.Abs(right.Value) - right.Error;
        return new(
            quotient,
            least > 0 ? ((left.Error + (Math.Abs(quotient) * right.Error)) / least) + (Math.Abs(quotient) * Rounding) : double.PositiveInfinity);
    }

    /// <summary>A part of a whole, known to lie in [0, most] whatever is known of either; of nothing, nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Share(Bounded part, Bounded whole, double most)
    {
        if (whole.IsZero)
        {
            return Zero;
        }

        var share = part / whole;
        return share.Error < most / 2 ? share : new(most / 2, most / 2);
    }

    /// <summary>Neither the greater nor the lesser of two figures can be further off than the worse known of both; which it is may be certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Max(Bounded left, Bounded right) => left.Least > right.Most ? left
        : right.Least > left.Most ? right
        : new(Math.Max(left.Value, right.Value), Math.Max(left.Error, right.Error));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Min(Bounded left, Bounded right) => left.Most < right.Least ? left
        : right.Most < left.Least ? right
        : new(Math.Min(left.Value, right.Value), Math.Max(left.Error, right.Error));

    /// <summary>x⁺: certainly nothing where x is certainly not positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Positive(Bounded figure) =>
        figure.Most <= 0 ? Zero : new(Math.Max(figure.Value, 0), figure.Error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Abs(Bounded figure) => new(Math.Abs(figure.Value), figure.Error);

    /// <summary>
    /// |√x − √x′| = |x − x′|/(√x + √x′), at most error/√x and, where x is next to nothing, √error. The report's own root is
    /// taken at 15 digits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Bounded Sqrt(Bounded figure)
    {
        var root = Math.Sqrt(Math.Max(figure.Value, 0));
        var error = figure.Error > figure.Value ? Math.Sqrt(figure.Error) : figure.Error / root;
        return new(root, root > 0 || figure.Error > 0 ? error + (root * FigureShare) : 0);
    }

    /// <summary>The report rounds here, up or down, by less than 1e-8; nothing stays nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Bounded Rounded() => IsZero ? this : new(Value, Error + Grid);
}
