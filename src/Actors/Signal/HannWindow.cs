namespace Antiphon.Signal;

/// <summary>The periodic Hann window.</summary>
public static class HannWindow
{
    /// <summary>[size] values 0…1: 0.5 − 0.5·cos(2πn/size), in double and rounded to float.</summary>
    public static float[] Periodic(int size)
    {
        var window = new float[size];
        for (var n = 0; n < size; n++)
        {
            window[n] = (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * n / size));
        }

        return window;
    }
}
