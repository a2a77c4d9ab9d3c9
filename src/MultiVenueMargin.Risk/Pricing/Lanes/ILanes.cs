namespace MultiVenueMargin.Risk.Pricing.Lanes;

/// <summary>
/// Several doubles that a formula is computed for at once. A formula of the kernel is written once, for any width; each operation rounds every lane
/// as IEEE 754 says for one double alone, so all widths give the same bits by construction.
/// </summary>
/// <remarks>
/// Only operations that are the same everywhere are here. The least and greatest of two are defined as a compare and a blend: processors disagree about
/// zeros of different sign, and x86's own instruction, which is this and quicker, is used there only.
/// </remarks>
internal interface ILanes<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>How many.</summary>
    static abstract int Width { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract implicit operator TLanes(double value);

    static abstract TLanes operator +(TLanes a, TLanes b);

    static abstract TLanes operator -(TLanes a, TLanes b);

    static abstract TLanes operator *(TLanes a, TLanes b);

    static abstract TLanes operator /(TLanes a, TLanes b);

    static abstract TLanes operator -(TLanes a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TLanes FusedMultiplyAdd(TLanes a, TLanes b, TLanes c);

    static abstract TLanes Abs(TLanes a);

    /// <summary><paramref name="whenLess"/> where <paramref name="a"/> &lt; <paramref name="b"/>, else <paramref name="otherwise"/>, also when either is not a number.</summary>
    static abstract TLanes SelectIfLess(TLanes a, TLanes b, TLanes whenLess, TLanes otherwise);

    /// <summary>a where a &lt; b, else b.</summary>
    static abstract TLanes Least(TLanes a, TLanes b);

    /// <summary>a where b &lt; a, else b.</summary>
    static abstract TLanes Greatest(TLanes a, TLanes b);

    /// <summary><paramref name="mantissa"/>·2ⁿ with n in the low bits of <paramref name="shifted"/>, added to the field of the exponent.</summary>
    static abstract TLanes Scale(TLanes mantissa, TLanes shifted);

    /// <summary>n with x·2⁻ⁿ in [√½, √2), of a normal positive x.</summary>
    static abstract TLanes ExponentOf(TLanes x);

    /// <summary>The first numbers of <paramref name="from"/>, which has no fewer.</summary>
    static abstract TLanes Load(ReadOnlySpan<double> from);

    /// <summary>The numbers from <paramref name="place"/> on, of a row whose length the caller has seen to: nobody looks here whether they are there.</summary>
    static abstract TLanes LoadUnchecked(ref readonly double row, nuint place);

    /// <summary>Becomes the numbers from <paramref name="place"/> on, of a row whose length the caller has seen to.</summary>
    void StoreUnchecked(ref double row, nuint place);

    /// <summary>Becomes the first numbers of <paramref name="to"/>, which has no fewer.</summary>
    void Store(Span<double> to);
}
