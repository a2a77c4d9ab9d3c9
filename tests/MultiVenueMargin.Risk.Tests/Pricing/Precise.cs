using System.Numerics;

namespace MultiVenueMargin.Risk.Tests.Pricing;

/// <summary>
/// A real number in fixed point with 384 fractional bits (115 decimal digits), slow and obvious: the independent path the
/// kernel is judged by. Series are summed until their terms vanish; nothing here shares a formula with the kernel
/// beyond the definition of the functions. <see cref="PreciseTests"/> checks it against published digits.
/// </summary>
internal readonly record struct Precise(BigInteger Scaled) : IComparable<Precise>
{
    private const int Bits = 384;

    private static readonly BigInteger Unit = BigInteger.One << Bits;

    public static Precise Zero { get; } = new(BigInteger.Zero);

    public static Precise One { get; } = new(Unit);

    public static Precise Half { get; } = new(Unit >> 1);

    /// <summary>ln 2 = 2·artanh(1/3).</summary>
    public static Precise Ln2 { get; } = ArtanhSeries(One / 3) * 2;

    /// <summary>π by Machin's formula.</summary>
    public static Precise Pi { get; } = (ArctanOfInverse(5) * 16) - (ArctanOfInverse(239) * 4);

    public static Precise InverseRootTwoPi { get; } = One / Sqrt(Pi * 2);

    public static Precise operator +(Precise a, Precise b) => new(a.Scaled + b.Scaled);

    public static Precise operator -(Precise a, Precise b) => new(a.Scaled - b.Scaled);

    public static Precise operator -(Precise a) => new(-a.Scaled);

    public static Precise operator *(Precise a, Precise b) => new((a.Scaled * b.Scaled) >> Bits);

    public static Precise operator *(Precise a, int b) => new(a.Scaled * b);

    public static Precise operator /(Precise a, Precise b) => new((a.Scaled << Bits) / b.Scaled);

    public static Precise operator /(Precise a, int b) => new(a.Scaled / b);

    public static bool operator <(Precise a, Precise b) => a.Scaled < b.Scaled;

    public static bool operator >(Precise a, Precise b) => a.Scaled > b.Scaled;

    /// <summary>Every finite double at or above 2⁻³⁰⁰ in size is taken exactly.</summary>
    public static Precise Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFFL;
        BigInteger mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        int shift = Math.Max(exponent, 1) - 1075 + Bits;
        BigInteger scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return new(value < 0 ? -scaled : scaled);
    }

    /// <summary>Decimal text, such as <c>-0.25</c>, truncated to 110 digits.</summary>
    public static Precise Parse(string text)
    {
        bool negative = text.StartsWith('-');
        string[] parts = text.TrimStart('-').Split('.');
        string fraction = parts.Length > 1 ? parts[1] : "";
        BigInteger digits = BigInteger.Parse(parts[0] + fraction);
        BigInteger scaled = (digits << Bits) / BigInteger.Pow(10, fraction.Length);
        return new(negative ? -scaled : scaled);
    }

    public static Precise Abs(Precise value) => new(BigInteger.Abs(value.Scaled));

    public static Precise Min(Precise a, Precise b) => a < b ? a : b;

    public static Precise Max(Precise a, Precise b) => a > b ? a : b;

    public static Precise Sqrt(Precise value)
    {
        BigInteger target = value.Scaled << Bits;
        if (target.IsZero)
        {
            return Zero;
        }

        BigInteger root = BigInteger.One << (int)((target.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (target / root)) >> 1;
            if (next >= root)
            {
                return new(root);
            }

            root = next;
        }
    }

    /// <summary>eˣ: halve the argument into the unit of the series, then square back.</summary>
    public static Precise Exp(Precise x)
    {
        BigInteger n = (x / Ln2).Scaled >> Bits;
        if (n < -Bits)
        {
            return Zero;
        }

        const int Halvings = 8;
        Precise r = new((x.Scaled - (n * Ln2.Scaled)) >> Halvings);
        Precise sum = One;
        Precise term = One;
        for (int k = 1; !term.Scaled.IsZero; k++)
        {
            term = term * r / k;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++)
        {
            sum *= sum;
        }

        return new(n >= 0 ? sum.Scaled << (int)n : sum.Scaled >> (int)-n);
    }

    /// <summary>ln x for x > 0: a power of two out, then artanh.</summary>
    public static Precise Log(Precise x)
    {
        int n = (int)x.Scaled.GetBitLength() - 1 - Bits;
        Precise mantissa = new(n >= 0 ? x.Scaled >> n : x.Scaled << -n);
        return (ArtanhSeries((mantissa - One) / (mantissa + One)) * 2) + (Ln2 * n);
    }

    /// <summary>φ(x).</summary>
    public static Precise NormalDensity(Precise x) => InverseRootTwoPi * Exp(-(x * x / 2));

    /// <summary>
    /// N(x) = ½ + φ(x)·Σ x²ᵏ⁺¹/(1·3·5…(2k+1)), all terms of one sign. Beyond 15, where N(−x) &lt; 4e-51 and the sum
    /// would eat the digits of φ, the continued fraction N(−x) = φ(x)/(x + 1/(x + 2/(x + 3/(x + …)))).
    /// </summary>
    public static Precise NormalCumulative(Precise x)
    {
        Precise size = Abs(x);
        if (size > Of(15))
        {
            Precise fraction = size;
            for (int k = 400; k >= 1; k--)
            {
                fraction = size + (One * k / fraction);
            }

            Precise tail = size > Of(30) ? Zero : NormalDensity(size) / fraction;
            return x > Zero ? One - tail : tail;
        }

        Precise square = x * x;
        Precise term = x;
        Precise sum = Zero;
        for (int k = 3; !term.Scaled.IsZero && term.Scaled != BigInteger.MinusOne; k += 2)
        {
            sum += term;
            term = term * square / k;
        }

        return Half + (NormalDensity(x) * sum);
    }

    public int CompareTo(Precise other) => Scaled.CompareTo(other.Scaled);

    /// <summary>To double, by truncation of all but 64 bits: good to one unit in the last place.</summary>
    public double ToDouble()
    {
        BigInteger size = BigInteger.Abs(Scaled);
        int drop = Math.Max(0, (int)size.GetBitLength() - 64);
        double value = Math.ScaleB((double)(ulong)(size >> drop), drop - Bits);
        return Scaled.Sign < 0 ? -value : value;
    }

    public override string ToString()
    {
        BigInteger digits = (BigInteger.Abs(Scaled) * BigInteger.Pow(10, 110)) >> Bits;
        string text = digits.ToString().PadLeft(111, '0');
        return (Scaled.Sign < 0 ? "-" : "") + text[..^110] + "." + text[^110..];
    }

    private static Precise ArtanhSeries(Precise z)
    {
        Precise square = z * z;
        Precise power = z;
        Precise sum = Zero;
        for (int k = 1; !power.Scaled.IsZero && power.Scaled != BigInteger.MinusOne; k += 2)
        {
            sum += power / k;
            power *= square;
        }

        return sum;
    }

    private static Precise ArctanOfInverse(int q)
    {
        Precise power = One / q;
        Precise sum = Zero;
        for (int k = 1; !power.Scaled.IsZero; k += 2)
        {
            sum = k % 4 == 1 ? sum + (power / k) : sum - (power / k);
            power /= q * q;
        }

        return sum;
    }
}
