namespace MultiVenueMargin.Accounts.Codec;

/// <summary>
/// A decimal as sign, scale and 96-bit mantissa without zeros at the end: 1.0m and 1.00m have the same parts, and zero has
/// no sign and no scale.
/// </summary>
internal readonly record struct DecimalParts(bool IsNegative, int Scale, UInt128 Mantissa)
{
    public const int MostScale = 28;

    public const int MostMantissaBits = 96;

    public static DecimalParts Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        unchecked
        {
            var scale = (bits[3] >> 16) & 0xFF;
            var isNegative = bits[3] < 0;
            var low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
            return bits[2] == 0
                ? Short(isNegative, scale, low)
                : Long(isNegative, scale, new UInt128((uint)bits[2], low));
        }
    }

    /// <summary>False when another value of these parts is the normal one.</summary>
    public bool IsNormal => Mantissa == 0 ? Scale == 0 && !IsNegative : Scale == 0 || Mantissa % 10 != 0;

    public decimal ToDecimal()
    {
        unchecked
        {
            var low = (ulong)Mantissa;
            return new decimal((int)low, (int)(low >> 32), (int)(uint)(Mantissa >> 64), IsNegative, (byte)Scale);
        }
    }

    // Nearly every figure fits into 64 bits, where a division costs a tenth of what it does in 128.
    private static DecimalParts Short(bool isNegative, int scale, ulong mantissa)
    {
        if (mantissa == 0)
        {
            return default;
        }

        while (scale > 0 && (mantissa & 1) == 0)
        {
            var (tenth, digit) = Math.DivRem(mantissa, 10);
            if (digit != 0)
            {
                break;
            }

            (mantissa, scale) = (tenth, scale - 1);
        }

        return new DecimalParts(isNegative, scale, mantissa);
    }

    private static DecimalParts Long(bool isNegative, int scale, UInt128 mantissa)
    {
        while (scale > 0 && UInt128.IsEvenInteger(mantissa))
        {
            var (tenth, digit) = UInt128.DivRem(mantissa, 10);
            if (digit != 0)
            {
                break;
            }

            (mantissa, scale) = (tenth, scale - 1);
        }

        return new DecimalParts(isNegative, scale, mantissa);
    }
}
