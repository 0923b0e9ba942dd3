/** What a chart is made of, and what its kinds share: colours, and the numbers of an axis. */
import { format } from '../domain/figures.js'
import type { Period } from '../domain/periods.js'

/** A figure in a chart. */
export interface Point {
  readonly period: Period
  readonly value: number | null
  /** As it is printed, with its hedge; null where there is none. */
  readonly text: string | null
  readonly hedged: boolean
  readonly plan: number | null
  readonly planText: string | null
  /** Why there is none. */
  readonly missing: string | null
}

export interface Line { readonly label: string, readonly points: readonly Point[] }

export interface Chart {
  readonly kind: 'line' | 'bar'
  readonly name: string
  readonly unit: string
  readonly periods: readonly Period[]
  readonly lines: readonly Line[]
  readonly width: number
  /** As high as it needs to be where it is not given. */
  readonly height?: number | undefined
  /** Under which licence the figures are offered. */
  readonly licence: string
}

/** What values are divided by for their axis, and what that is called. */
export interface Scale { readonly by: number, readonly unit: string }

/** Colours that the colour-blind tell apart (Okabe and Ito), dark enough for paper; then again, with broken lines. */
export const colours = ['#0072b2', '#d55e00', '#00795c', '#a34a82', '#8a6100', '#3a7ca8', '#3d3d3d']

/** Numbers of an axis, with the decimal comma. */
export const axisNumber = (value: number): string => format(value, 2)
