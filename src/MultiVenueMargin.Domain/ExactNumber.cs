using System.Globalization;
using System.Numerics;

namespace MultiVenueMargin.Domain;

/// <summary>What to do with digits that an exact number cannot hold.</summary>
public enum ExcessDigits
{
    /// <summary>Refuse the number. The rule for everything unless a field says otherwise.</summary>
    Refuse = 0,

    /// <summary>Round towards −∞: for what is owned.</summary>
    RoundDown = 1,

    /// <summary>Round towards +∞: for what is owed or required.</summary>
    RoundUp = 2,
}

/// <summary>Why a text or an integer is not an exact number here. In order of precedence.</summary>
public enum NumberRefusal
{
    None = 0,

    /// <summary>Nothing there.</summary>
    Empty,

    /// <summary>Longer than <see cref="ExactNumber.LongestText"/> characters: nobody's balance, so nobody parses it.</summary>
    TooLong,

    /// <summary>Not plain decimal digits: NaN, infinity, an exponent out of range, a thousands separator, white space, hexadecimal.</summary>
    NotANumber,

    /// <summary>Larger than ±7.9·10^28.</summary>
    TooLarge,

    /// <summary>More digits than 28 significant ones, and rounding was not allowed.</summary>
    TooPrecise,
}

/// <summary>
/// How numbers from outside become exact ones. Venues send up to fifty significant digits and chains 256-bit integers;
/// <see cref="decimal"/> holds 28 or 29, and its own parser silently rounds the rest. The rule here: plain decimal text
/// with an optional sign and a small exponent is accepted when the value is held exactly (zeros at the end cost nothing);
/// digits beyond that are refused, or rounded in the direction the field names, and the caller learns that it happened.
/// A number is never changed silently and never wraps.
/// </summary>
public static class ExactNumber
{
    public const int LongestText = 128;

    private const int MostFractionDigits = 28;

    // No venue writes an amount with a larger exponent, and a bound keeps hostile input from building huge integers.
    private const int LargestExponent = 64;

    // 10^192 has 638 bits, so whatever has more than 638 + 97 is too large at every scale; the bound keeps a hostile integer
    // of megabytes from being divided digit by digit.
    private const int MostBits = 768;

    private static readonly BigInteger LargestMantissa = (BigInteger.One << 96) - 1;

    public static NumberRefusal TryParse(ReadOnlySpan<char> text, out decimal number) =>
        TryParse(text, ExcessDigits.Refuse, out number, out _);

    /// <summary>Parses plain decimal text. <paramref name="rounded"/> tells that digits were given up in the direction asked for.</summary>
    public static NumberRefusal TryParse(ReadOnlySpan<char> text, ExcessDigits excess, out decimal number, out bool rounded)
    {
        number = 0;
        rounded = false;
        if (text.IsEmpty)
        {
            return NumberRefusal.Empty;
        }

        if (text.Length > LongestText)
        {
            return NumberRefusal.TooLong;
        }

        RequireKnown(excess);
        if (TryReadShort(text, out number))
        {
            return NumberRefusal.None;
        }

        return TryReadDigits(text, out var mantissa, out var fractionDigits)
            ? TryFromScaled(mantissa, fractionDigits, excess, out number, out rounded)
            : NumberRefusal.NotANumber;
    }

    /// <summary>
    /// A chain's integer amount with its token's decimals: <c>units / 10^decimals</c>, under the same rule as text.
    /// </summary>
    public static NumberRefusal TryFromScaled(
        BigInteger units, int decimals, ExcessDigits excess, out decimal number, out bool rounded)
    {
        number = 0;
        rounded = false;
        RequireKnown(excess);
        if (decimals is < -LargestExponent or > LargestExponent + LongestText)
        {
            return NumberRefusal.NotANumber;
        }

        if (units.GetBitLength() > MostBits)
        {
            return NumberRefusal.TooLarge;
        }

        var negative = units.Sign < 0;
        var mantissa = BigInteger.Abs(units);
        if (decimals < 0)
        {
            mantissa *= BigInteger.Pow(10, -decimals);
            decimals = 0;
        }

        while (decimals > 0 && mantissa.Sign != 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            decimals--;
        }

        if (mantissa.IsZero)
        {
            return NumberRefusal.None;
        }

        // Give up digits from the right until what remains fits; only the integer part may then still be too large.
        var (lost, tooWide) = (false, false);
        while (decimals > 0 && (decimals > MostFractionDigits || mantissa > LargestMantissa))
        {
            lost |= mantissa % 10 != 0;
            tooWide = decimals <= MostFractionDigits;
            mantissa /= 10;
            decimals--;
        }

        if (mantissa > LargestMantissa)
        {
            return NumberRefusal.TooLarge;
        }

        if (lost)
        {
            if (excess == ExcessDigits.Refuse)
            {
                return NumberRefusal.TooPrecise;
            }

            var awayFromZero = negative == (excess == ExcessDigits.RoundDown);
            mantissa += awayFromZero ? 1 : 0;
            if (mantissa > LargestMantissa)
            {
                if (decimals == 0)
                {
                    return NumberRefusal.TooLarge;
                }

                // 2^96 does not fit, so one more digit goes, again away from zero.
                mantissa = (mantissa / 10) + 1;
                decimals--;
            }

            if (!awayFromZero && tooWide && mantissa * 10 < LargestMantissa)
            {
                // Just beyond what fits with one more digit: the largest that fits is nearer than giving the digit up.
                mantissa = LargestMantissa;
                decimals++;
            }

            rounded = true;
        }

        number = ToDecimal(mantissa, decimals, negative);
        return NumberRefusal.None;
    }

    /// <summary>The shortest exact text: no trailing zeros, no exponent, a point, invariant.</summary>
    public static string Format(decimal number)
    {
        // "G29" would switch to an exponent for small numbers; the custom format never does.
        const string AllDigits = "0.############################";
        return number.ToString(AllDigits, CultureInfo.InvariantCulture);
    }

    private static void RequireKnown(ExcessDigits excess)
    {
        if (excess is < ExcessDigits.Refuse or > ExcessDigits.RoundUp)
        {
            throw new ArgumentOutOfRangeException(nameof(excess), excess, "Digits are refused, or rounded down or up.");
        }
    }

    /// <summary>
    /// Nearly every number that comes in: a sign, a few digits and a point, which 64 bits hold. False for any other, which the long way reads.
    /// </summary>
    private static bool TryReadShort(ReadOnlySpan<char> text, out decimal number)
    {
        const int MostDigits = 18;
        number = 0;
        var negative = text[0] == '-';
        var rest = text[0] is '-' or '+' ? text[1..] : text;
        if (rest.IsEmpty || rest.Length > MostDigits || rest[0] == '.' || rest[^1] == '.')
        {
            return false;
        }

        var (mantissa, point) = (0L, -1);
        for (var i = 0; i < rest.Length; i++)
        {
            if (char.IsAsciiDigit(rest[i]))
            {
                mantissa = (mantissa * 10) + (rest[i] - '0');
            }
            else if (rest[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        // The shortest scale, as the long way gives it.
        var scale = point < 0 ? 0 : rest.Length - 1 - point;
        while (scale > 0 && mantissa % 10 == 0)
        {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }

        number = mantissa == 0 ? 0m : new decimal(unchecked((int)mantissa), (int)(mantissa >> 32), 0, negative, (byte)scale);
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, out BigInteger mantissa, out int fractionDigits)
    {
        mantissa = BigInteger.Zero;
        fractionDigits = 0;
        var negative = text[0] == '-';
        var rest = text[0] is '-' or '+' ? text[1..] : text;
        var exponentAt = rest.IndexOfAny('e', 'E');
        var exponent = 0;
        if (exponentAt >= 0)
        {
            if (!TryReadExponent(rest[(exponentAt + 1)..], out exponent))
            {
                return false;
            }

            rest = rest[..exponentAt];
        }

        var point = rest.IndexOf('.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? [] : rest[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !IsDigits(whole) || !IsDigits(fraction))
        {
            return false;
        }

        mantissa = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        mantissa = negative ? -mantissa : mantissa;
        fractionDigits = fraction.Length - exponent;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        var digits = !text.IsEmpty && text[0] is '-' or '+' ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > 3 || !IsDigits(digits))
        {
            return false;
        }

        exponent = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent = negative ? -exponent : exponent;
        return exponent is >= -LargestExponent and <= LargestExponent;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static decimal ToDecimal(BigInteger mantissa, int scale, bool negative)
    {
        // What was rounded to nothing is plain zero: a negative one would be equal and yet different in bits.
        if (mantissa.IsZero)
        {
            return 0m;
        }

        // The constructor takes the three 32-bit parts as the bits they are.
        var low = unchecked((int)(uint)(mantissa & uint.MaxValue));
        var middle = unchecked((int)(uint)((mantissa >> 32) & uint.MaxValue));
        var high = unchecked((int)(uint)(mantissa >> 64));
        return new decimal(low, middle, high, negative, (byte)scale);
    }
}
