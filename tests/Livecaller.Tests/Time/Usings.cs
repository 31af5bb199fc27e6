global using Livecaller.Time;
